import type { ConnectionView } from '#shared/model/connection.ts';
import { readAuthoritiesFile, writeAuthoritiesFile } from '#shared/systems/sap-workflow/workbench/authorities-file.ts';
import { planAuthorities } from '#shared/systems/sap-workflow/workbench/authority-plan.ts';
import { client } from '../../app/client.ts';
import { sharedValue } from '../../app/shared-value.ts';

const saveDelayMs = 300;

/** The file of each connection as it is typed; what is not there was not asked for yet. */
const texts = sharedValue<Readonly<Record<string, string>>>({});
const unsaved = new Map<string, ReturnType<typeof setTimeout>>();

/** The file of a connection; null until it has been read. */
export function useAuthorityText(connectionId: string): string | null {
  return texts.use()[connectionId] ?? null;
}

/** Reads what was kept for a connection, once. Nothing kept: the file begins with what is granted now. */
export async function loadAuthorityText(connection: ConnectionView): Promise<string> {
  const known = texts.get()[connection.id];
  if (known !== undefined) return known;
  const kept = await client.authorities.file({ connectionId: connection.id });
  // Someone may have typed while it was read.
  const text = texts.get()[connection.id] ?? kept ?? fileOfGranted(connection);
  texts.set({ ...texts.get(), [connection.id]: text });
  return text;
}

/** What the token at hand carries, without what every token does; empty when there is none. */
export function fileOfGranted({ token }: ConnectionView): string {
  const { granted } = planAuthorities({ scopes: token?.scopes ?? null, file: [], needs: [] });
  return writeAuthoritiesFile(granted ?? []);
}

/** Changes the file of a connection; it is kept 300 ms after the last keystroke. A service key never is. */
export function changeAuthorityText(connectionId: string, text: string): void {
  texts.set({ ...texts.get(), [connectionId]: text });
  clearTimeout(unsaved.get(connectionId));
  unsaved.delete(connectionId);
  if (readAuthoritiesFile(text).problems.some(({ kind }) => kind === 'service-key')) return;
  const save = () => {
    unsaved.delete(connectionId);
    // What could not be kept stays in the editor, and the next keystroke tries again.
    void client.authorities.saveFile({ connectionId, text }).catch(() => {});
  };
  unsaved.set(connectionId, setTimeout(save, saveDelayMs));
}

/** Writes another list into the file of a connection; its other members stay. */
export function changeAuthorityList(
  connectionId: string,
  change: (list: readonly string[]) => readonly string[],
): void {
  const { authorities, otherMembers } = readAuthoritiesFile(texts.get()[connectionId] ?? '');
  changeAuthorityText(connectionId, writeAuthoritiesFile(change(authorities ?? []), otherMembers));
}
