import type { OpenedFile } from '#shared/model/support-bundle.ts';
import { client } from '../../app/client.ts';
import { type ErrorText, errorText } from '../../app/error-text.ts';
import { refreshAfterExchange } from '../../app/queries.ts';
import { sharedValue } from '../../app/shared-value.ts';
import { updateApp } from '../../app/store.ts';

/** A file somebody sent, as it lies open: nothing of it is in history, and nothing was sent. */
export type Opened = {
  fileName: string;
  file: OpenedFile;
  /** The exchange that is shown; null for a file without one. */
  shownId: string | null;
};

const opened = sharedValue<Opened | null>(null);

export const useOpened = opened.use;

/** Reads a HAR, a curl transcript, a Postman dump or a support bundle, and shows it. Resolves to why not; never rejects. */
export async function openSupportFile(file: Blob, fileName: string): Promise<ErrorText | null> {
  try {
    show(fileName, await client.support.open({ file, fileName }));
    return null;
  } catch (error) {
    return errorText(error);
  }
}

/** The first exchange that something stopped is the one it was sent for. */
function show(fileName: string, file: OpenedFile): void {
  const stopped = file.exchanges.find(({ exchange }) => exchange.report.stoppedAt !== null);
  const failed = file.exchanges.find(({ exchange }) => exchange.report.findings.length > 0);
  const first = stopped ?? failed ?? file.exchanges[0];
  opened.set({ fileName, file, shownId: first?.exchange.id ?? null });
  updateApp({ view: 'opened' });
}

export function showOpened(id: string): void {
  const now = opened.get();
  if (now !== null) opened.set({ ...now, shownId: id });
}

export function closeOpened(): void {
  opened.set(null);
  updateApp({ view: 'requests' });
}

/** Takes what lies open into history, and shows it there. */
export async function keepOpened(): Promise<void> {
  const now = opened.get();
  if (now === null) return;
  await client.support.keep({ exchanges: now.file.exchanges });
  await refreshAfterExchange();
  opened.set(null);
  updateApp({ view: 'history', shownEntryId: null });
}
