import { client, downloadUrl } from '../../app/client.ts';
import { type ErrorText, errorText } from '../../app/error-text.ts';
import { sharedValue } from '../../app/shared-value.ts';
import { updateApp } from '../../app/store.ts';
import { chooseFile } from './read-key.ts';
import { refreshConnections } from './use-connections.ts';

/** What the last taking in or handing out of connections came to, in words; shown above the list. */
export type TransferOutcome =
  | { kind: 'added'; names: string[]; skipped: string[] }
  | { kind: 'saved'; place: string; count: number; leftOut: string[] }
  | { kind: 'failed'; error: ErrorText };

const outcome = sharedValue<TransferOutcome | null>(null);

export const useTransfer = outcome.use;

export function forgetTransfer(): void {
  outcome.set(null);
}

/** Reads exported connections and shows them in the list. Resolves to why not when they could not be read; never rejects. */
export async function importConnections(file: Blob): Promise<ErrorText | null> {
  try {
    await takeIn(file);
    return null;
  } catch (error) {
    return errorText(error);
  }
}

/** Whether the faults are those of a file of connections, and not of one that is something else. */
export function isAboutConnections({ problems }: Pick<ErrorText, 'problems'>): boolean {
  return problems.some(({ field }) => field === 'version' || field.startsWith('connections'));
}

/** Lets the user choose a file of exported connections. */
export function chooseConnectionsFile(): void {
  chooseFile((file) => {
    takeIn(file).catch((error: unknown) => outcome.set({ kind: 'failed', error: errorText(error) }));
  }, '.json,application/json');
}

/** Hands connections out as a file without any secret: a save dialog, or the browser's download. */
export async function exportConnections(ids: readonly string[]): Promise<void> {
  try {
    const { saved, downloadPath, leftOut } = await client.connections.export({ ids: [...ids] });
    if (downloadPath !== null) await download(downloadPath);
    else if (saved === null) return;
    outcome.set({ kind: 'saved', place: saved ?? 'the browser’s downloads', count: ids.length, leftOut });
  } catch (error) {
    outcome.set({ kind: 'failed', error: errorText(error) });
  }
}

async function takeIn(file: Blob): Promise<void> {
  const { added, skipped } = await client.connections.import({ file });
  await refreshConnections();
  updateApp({ view: 'connections', shownConnectionId: null });
  outcome.set({ kind: 'added', names: added.map(({ name }) => name), skipped });
}

async function download(path: string): Promise<void> {
  const link = document.createElement('a');
  link.href = await downloadUrl(path);
  link.download = '';
  link.click();
}
