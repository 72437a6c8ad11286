import type { ConnectionView } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import { systemOf } from '#shared/systems/systems.ts';

/**
 * What the call of a draft needs, and whether the token at hand carries it. `isGranted` is null while there is no token
 * to judge by. One of the authorities is enough.
 */
export type AuthorityNeed = { authorities: readonly string[]; isGranted: boolean | null };

/** Null when the catalogue knows no authority for the call, or there is no connection. */
export function authorityNeedOf(draft: Draft, connection: ConnectionView | null): AuthorityNeed | null {
  if (connection === null) return null;
  const system = systemOf(connection.system);
  const operation = system.findOperation(draft.method, draft.url, draft.body === '' ? null : draft.body);
  if (operation === null) return null;
  const authorities = system.neededAuthorities(operation, draft.body === '' ? null : draft.body);
  if (authorities.length === 0) return null;
  const granted = connection.token?.authorities ?? null;
  return { authorities, isGranted: granted && authorities.some((authority) => granted.includes(authority)) };
}
