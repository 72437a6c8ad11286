import { useApp } from '../../app/store.ts';
import { ConnectionPage } from './connection-page.tsx';
import { ConnectionsPage } from './connections-page.tsx';
import { useConnection } from './use-connections.ts';

/** One connection's page, or the list of them. */
export function ConnectionsView() {
  const shown = useConnection(useApp((state) => state.shownConnectionId));
  return shown === null ? <ConnectionsPage /> : <ConnectionPage key={shown.id} connection={shown} />;
}
