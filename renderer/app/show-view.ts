import { updateApp, type View } from './store.ts';

/** Goes to a view. Connections always open with their list, also when one of them was shown. */
export function showView(view: View): void {
  updateApp(view === 'connections' ? { view, shownConnectionId: null } : { view });
}
