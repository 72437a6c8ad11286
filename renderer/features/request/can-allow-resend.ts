import type { ConnectionView } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import { isIdempotent } from '#shared/text/idempotent.ts';
import { hasToken } from '../connections/has-token.ts';
import { hasOwnAuthorization } from './has-own-authorization.ts';

type Sent = Pick<Draft, 'method' | 'headers'>;

/**
 * Whether there is a choice to make about a refused token: the call carries one that can be renewed, and it is not of a
 * method that is repeated in any case.
 */
export function canAllowResend(draft: Sent, { credential }: Pick<ConnectionView, 'credential'>): boolean {
  return !isIdempotent(draft.method) && hasToken(credential) && !hasOwnAuthorization(draft);
}
