import type { Connection } from '#shared/model/connection.ts';

/**
 * Whether an address belongs to a connection: it has the origin (scheme, host and port) of one of its endpoints. A draft may
 * name any host, and a credential must not follow it there: the host could be anyone's, by a slip or by a trap.
 */
export function isOwnEndpoint({ variables }: Connection, url: URL): boolean {
  return Object.values(variables).some((value) => URL.parse(value.trim())?.origin === url.origin);
}
