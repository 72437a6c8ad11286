import type { ConnectionView } from '#shared/model/connection.ts';
import { readAuthoritiesFile, writeAuthoritiesFile } from '#shared/systems/sap-workflow/workbench/authorities-file.ts';
import { planAuthorities } from '#shared/systems/sap-workflow/workbench/authority-plan.ts';
import { client } from '../../app/client.ts';
import { sharedValue } from '../../app/shared-value.ts';

const saveDelayMs = 300;

/** The file of each connection as it was typed; null for one that nobody typed yet. What is not there was not asked for. */
const texts = sharedValue<Readonly<Record<string, string | null>>>({});
/** What waits for its 300 ms. */
const unsaved = new Map<string, { timer: ReturnType<typeof setTimeout>; save: () => void }>();

/** The file of a connection; null until it has been read. Before anyone typed, it is what is granted now. */
export function useAuthorityText(connection: ConnectionView): string | null {
  const all = texts.use();
  return connection.id in all ? textOf(connection, all) : null;
}

/** Reads what was kept for a connection, once. */
export async function loadAuthorityText({ id }: ConnectionView): Promise<void> {
  if (id in texts.get()) return;
  const kept = await client.authorities.file({ connectionId: id });
  // Someone may have typed while it was read.
  if (!(id in texts.get())) texts.set({ ...texts.get(), [id]: kept });
}

function textOf(connection: ConnectionView, all = texts.get()): string {
  return all[connection.id] ?? fileOfGranted(connection);
}

/** What the token at hand carries, without what every token does; empty when there is none. */
export function fileOfGranted({ token }: ConnectionView): string {
  const { granted } = planAuthorities({ scopes: token?.scopes ?? null, file: [], needs: [] });
  return writeAuthoritiesFile(granted ?? []);
}

/** Changes the file of a connection; it is kept 300 ms after the last keystroke. A service key never is. */
export function changeAuthorityText(connectionId: string, text: string): void {
  texts.set({ ...texts.get(), [connectionId]: text });
  clearTimeout(unsaved.get(connectionId)?.timer);
  unsaved.delete(connectionId);
  if (readAuthoritiesFile(text).problems.some(({ kind }) => kind === 'service-key')) return;
  const save = () => {
    unsaved.delete(connectionId);
    // What could not be kept stays in the editor, and the next keystroke tries again.
    void client.authorities.saveFile({ connectionId, text }).catch(() => {});
  };
  unsaved.set(connectionId, { timer: setTimeout(save, saveDelayMs), save });
}

/** Keeps what still waits for its 300 ms; called when the page is hidden. */
export function flushAuthorityTexts(): void {
  for (const { timer, save } of [...unsaved.values()]) {
    clearTimeout(timer);
    save();
  }
}

/** Writes another list into the file of a connection; its other members stay. */
export function changeAuthorityList(
  connection: ConnectionView,
  change: (list: readonly string[]) => readonly string[],
): void {
  const { authorities, otherMembers } = readAuthoritiesFile(textOf(connection));
  changeAuthorityText(connection.id, writeAuthoritiesFile(change(authorities ?? []), otherMembers));
}
