import { Connection } from '#shared/model/connection.ts';
import type { StoreOptions } from './documents.ts';
import { type ItemStore, openItems } from './items.ts';

/** The connections, secrets excluded: those are in the vault under the connection's id. */
export type ConnectionStore = ItemStore<Connection>;

/** Opens `connections.json`. A write takes about a millisecond and returns when it is on disk: not for every send. */
export function openConnections(options: StoreOptions): ConnectionStore {
  return openItems(
    { name: 'connections', subject: 'The connections', itemSubject: 'The connection', schema: Connection },
    options,
  );
}
