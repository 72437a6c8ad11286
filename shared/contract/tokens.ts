import { TokenState } from '../model/token.ts';
import { ByConnection, procedure } from './base.ts';

export const tokens = {
  /** Fetches a new token whatever the cache holds. Fails with `TOKEN_REJECTED` and the exchange that shows why. */
  renew: procedure.input(ByConnection).output(TokenState),
};
