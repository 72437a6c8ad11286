import { useSyncExternalStore } from 'react';
import { client } from '../../app/client.ts';
import { type ErrorText, errorText } from '../../app/error-text.ts';
import { updateApp } from '../../app/store.ts';
import { refreshConnections } from './use-connections.ts';

/** What became of the last key file that was dropped or chosen. */
export type ImportOutcome =
  | { kind: 'imported'; connectionId: string; isNew: boolean; problems: readonly string[] }
  | { kind: 'failed'; fileName: string; error: ErrorText };

type ImportState = { isBusy: boolean; outcome: ImportOutcome | null };

let state: ImportState = { isBusy: false, outcome: null };
const listeners = new Set<() => void>();

/** The import under way and the last outcome; shared by the drop zone, the first page and the connection pages. */
export function useImport(): ImportState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

/**
 * Hands a key file to the core and goes to the connection it made. The bytes are read by the link and by nothing else here:
 * they enter no state and no cache. Resolves to whether it worked.
 */
export async function importKey(file: Blob, fileName: string): Promise<boolean> {
  change({ isBusy: true, outcome: null });
  try {
    const { connection, isNew, problems } = await client.connections.importKey({ file, fileName });
    await refreshConnections();
    updateApp({ view: 'connections', shownConnectionId: connection.id, connectionId: connection.id });
    change({ isBusy: false, outcome: { kind: 'imported', connectionId: connection.id, isNew, problems } });
    return true;
  } catch (error) {
    change({ isBusy: false, outcome: { kind: 'failed', fileName, error: errorText(error) } });
    return false;
  }
}

export function forgetImport(): void {
  change({ ...state, outcome: null });
}

/** Lets the user choose a key file, and imports it. */
export function chooseKeyFile(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.json,.txt,application/json,text/plain';
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file !== undefined) void importKey(file, file.name);
  });
  input.click();
}

function change(next: ImportState): void {
  state = next;
  for (const listener of listeners) listener();
}
