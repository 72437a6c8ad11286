import type { Connection } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import type { Operation } from '#shared/systems/system.ts';
import { client } from './client.ts';
import { blankDraft, draftOfOperation } from './draft-of-operation.ts';
import { appState, noOutcome, updateApp } from './store.ts';
import { unnamed } from './title-of.ts';

const saveDelayMs = 300;
const unsaved = new Map<string, ReturnType<typeof setTimeout>>();

/** Puts the drafts of the last session back into their tabs. */
export async function loadDrafts(): Promise<void> {
  const drafts = await client.drafts.list();
  const last = drafts.at(-1);
  updateApp({ drafts, activeDraftId: last?.id ?? null, connectionId: last?.connectionId ?? null });
}

/** Changes an open draft; it is saved 300 ms after the last keystroke. */
export function changeDraft(id: string, change: Partial<Omit<Draft, 'id'>>): void {
  const drafts = appState().drafts.map((draft) =>
    draft.id === id ? { ...draft, ...change, updatedAt: Date.now() } : draft,
  );
  updateApp({ drafts });
  clearTimeout(unsaved.get(id));
  unsaved.set(
    id,
    setTimeout(() => saveDraft(id), saveDelayMs),
  );
}

/** Opens a draft in a new tab, or goes to it when it is open. */
export function openDraft(draft: Draft): void {
  const { drafts } = appState();
  const isOpen = drafts.some((open) => open.id === draft.id);
  updateApp({ view: 'requests', activeDraftId: draft.id, drafts: isOpen ? drafts : [...drafts, draft] });
  if (!isOpen) saveDraft(draft.id);
}

/** A ready draft of an operation: the tab that already holds it unchanged, or a new one. */
export function openOperation(connection: Connection, operation: Operation): void {
  const open = appState().drafts.find(
    (draft) => draft.connectionId === connection.id && draft.operationId === operation.id,
  );
  openDraft(open ?? draftOfOperation(connection, operation));
  updateApp({ connectionId: connection.id });
}

/** An empty draft of the connection in the bar. */
export function openNewDraft(): void {
  openDraft({
    ...blankDraft(),
    name: unnamed,
    connectionId: appState().connectionId,
  });
}

/** Shows a tab, and with it the connection it belongs to. */
export function showDraft(id: string): void {
  const draft = appState().drafts.find((open) => open.id === id);
  if (draft === undefined) return;
  updateApp({ view: 'requests', activeDraftId: id, connectionId: draft.connectionId ?? appState().connectionId });
}

/** Closes a tab for good; its neighbour comes forward. */
export function closeDraft(id: string): void {
  const { drafts, activeDraftId, outcomes } = appState();
  const index = drafts.findIndex((draft) => draft.id === id);
  if (index < 0) return;
  const left = drafts.filter((draft) => draft.id !== id);
  const neighbour = left[Math.min(index, left.length - 1)]?.id ?? null;
  const { [id]: _closed, ...others } = outcomes;
  updateApp({ drafts: left, outcomes: others, activeDraftId: activeDraftId === id ? neighbour : activeDraftId });
  clearTimeout(unsaved.get(id));
  unsaved.delete(id);
  void client.drafts.remove({ id }).catch(() => {});
}

/** Saves what still waits for its 300 ms; called when the page is hidden. */
export function flushDrafts(): void {
  for (const id of [...unsaved.keys()]) saveDraft(id);
}

export function outcomeOf(draftId: string): typeof noOutcome {
  return appState().outcomes[draftId] ?? noOutcome;
}

function saveDraft(id: string): void {
  clearTimeout(unsaved.get(id));
  unsaved.delete(id);
  const draft = appState().drafts.find((open) => open.id === id);
  // A draft that could not be saved stays in its tab, and the next keystroke tries again.
  if (draft !== undefined) void client.drafts.save(draft).catch(() => {});
}
