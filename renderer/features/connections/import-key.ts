import { client } from '../../app/client.ts';
import { type ErrorText, errorText } from '../../app/error-text.ts';
import { sharedValue } from '../../app/shared-value.ts';
import { updateApp } from '../../app/store.ts';
import { openSupportFile } from '../support/opened-file.ts';
import { importConnections, isAboutConnections } from './import-connections.ts';
import { startWithKey } from './new-connection.ts';
import { chooseFile, readKey } from './read-key.ts';
import { refreshConnections } from './use-connections.ts';

/** What became of the last file that was dropped, chosen or pasted. */
export type ImportOutcome =
  | { kind: 'imported'; connectionId: string; isNew: boolean; isByHand: boolean; problems: readonly string[] }
  /** The file is sealed; its password is asked for, and said to be wrong the second time. */
  | { kind: 'sealed'; file: Blob; fileName: string; isSecondTry: boolean }
  | { kind: 'failed'; fileName: string; error: ErrorText };

type ImportState = { isBusy: boolean; outcome: ImportOutcome | null };

const state = sharedValue<ImportState>({ isBusy: false, outcome: null });

/** The import under way and the last outcome; shared by the drop zone, the first page and the connection pages. */
export const useImport = state.use;

/**
 * Hands a file to the core and goes where it leads: a key that says enough becomes a connection, any other key opens the form
 * of a new one, and exported connections are taken in. Resolves to what is to be said of it; null when it speaks for itself.
 */
export async function importFile(
  file: Blob,
  fileName: string,
  password: string | null = null,
): Promise<ImportOutcome | null> {
  state.set({ isBusy: true, outcome: null });
  const outcome = await readAnything(file, fileName, password);
  state.set({ isBusy: false, outcome });
  return outcome;
}

export function forgetImport(): void {
  state.set({ ...state.get(), outcome: null });
}

/** Lets the user choose a key file, and reads it. */
export function chooseKeyFile(): void {
  chooseFile((file) => void importFile(file, file.name));
}

async function readAnything(file: Blob, fileName: string, password: string | null): Promise<ImportOutcome | null> {
  const reading = await readKey(file, fileName, password);
  switch (reading.kind) {
    case 'held':
      if (reading.isWholeConnection) return connectionOfKey(file, fileName);
      startWithKey(reading.held);
      return null;
    case 'sealed':
      return { kind: 'sealed', file, fileName, isSecondTry: password !== null };
    case 'failed':
      return importOther(file, fileName, reading.error);
  }
}

/**
 * No key: it may be what a customer sent, or connections that were exported. When it is neither, what is wrong with it as a key
 * is said.
 */
async function importOther(file: Blob, fileName: string, asKey: ErrorText): Promise<ImportOutcome | null> {
  const asSupport = await openSupportFile(file, fileName);
  if (asSupport === null) return null;
  const asConnections = await importConnections(file);
  if (asConnections === null) return null;
  return { kind: 'failed', fileName, error: isAboutConnections(asConnections) ? asConnections : asKey };
}

/** A second reading: the core knows then whether the key is new or gives a connection its secret again. */
async function connectionOfKey(file: Blob, fileName: string): Promise<ImportOutcome> {
  try {
    const { connection, isNew, problems } = await client.connections.importKey({ file, fileName });
    await refreshConnections();
    updateApp({ view: 'connections', shownConnectionId: connection.id, connectionId: connection.id });
    return { kind: 'imported', connectionId: connection.id, isNew, isByHand: false, problems };
  } catch (error) {
    return { kind: 'failed', fileName, error: errorText(error) };
  }
}

/** Says on a connection's page that it was just made by hand. */
export function noteMade(connectionId: string): void {
  state.set({ isBusy: false, outcome: { kind: 'imported', connectionId, isNew: true, isByHand: true, problems: [] } });
}
