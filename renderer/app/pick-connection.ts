import { changeDraft } from './drafts.ts';
import { appState, updateApp } from './store.ts';

/** Puts a connection in the bar; the draft in front goes with it, so that the bar always says how it will be sent. */
export function pickConnection(id: string): void {
  const { activeDraftId, view } = appState();
  updateApp({ connectionId: id });
  if (view === 'requests' && activeDraftId !== null) changeDraft(activeDraftId, { connectionId: id });
}
