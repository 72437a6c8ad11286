import { useApp } from '../../app/store.ts';
import { ConnectionPage } from './connection-page.tsx';
import { ConnectionsPage } from './connections-page.tsx';
import { useNewConnection } from './new-connection.ts';
import { NewConnectionPage } from './new-connection-page.tsx';
import { useConnection } from './use-connections.ts';

/** One connection's page, the form of a new one, or the list of them. */
export function ConnectionsView() {
  const shown = useConnection(useApp((state) => state.shownConnectionId));
  const form = useNewConnection();
  if (shown !== null) return <ConnectionPage key={shown.id} connection={shown} />;
  return form === null ? <ConnectionsPage /> : <NewConnectionPage form={form} />;
}
