import type { TokenState } from '../../model/token.ts';
import type { ExplainInput, Operation } from '../system.ts';
import { grantableAuthorities } from './authorities.ts';
import { neededAuthorities } from './needed-authorities.ts';
import { findOperation } from './operations.ts';

/** The catalogue's operation a call is; judged by what was sent, since a draft may have been edited after it was opened. */
export function operationOf({ exchange }: ExplainInput): Operation | null {
  return findOperation(exchange.request.method, exchange.request.url);
}

/** Authorities of which the call needs one; empty when the catalogue does not know the call. */
export function neededBy(input: ExplainInput): readonly string[] {
  const operation = operationOf(input);
  return operation === null ? [] : neededAuthorities(operation, input.exchange.request.body);
}

/** The authorities a token carries; null when its scopes cannot be seen. */
export function carriedBy(token: TokenState): string[] | null {
  if (token.claims === null && token.scopes.length === 0) return null;
  return grantableAuthorities(token.scopes);
}

/** Whether the token carries what the call needs; null when one of the two is not known. */
export function isCarried(input: ExplainInput): boolean | null {
  const needed = neededBy(input);
  const carried = input.exchange.token === null ? null : carriedBy(input.exchange.token);
  return needed.length === 0 || carried === null ? null : needed.some((authority) => carried.includes(authority));
}
