import type { SystemId } from '#shared/model/system-id.ts';
import type { TokenState } from '#shared/model/token.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { decodeJwt, type Jwt } from '#shared/text/jwt.ts';
import { secretTag } from '../redact/secret-tag.ts';

type TokenFacts = {
  system: SystemId;
  fetchedAt: number;
  expiresAt: number;
  scopes: string[];
  /** Null for an opaque token. */
  jwt: Jwt | null;
};

/** What may be known of a token outside the core. */
export function tokenState(value: string, { system, jwt, ...facts }: TokenFacts): TokenState {
  const { authorityOfScope } = systemOf(system);
  return {
    ...facts,
    tag: secretTag(value),
    authorities: facts.scopes.map((scope) => authorityOfScope(scope)),
    header: jwt?.header ?? null,
    claims: jwt?.claims ?? null,
  };
}

/** What a token that no endpoint gave us says of itself; null when it does not say until when it may be used. */
export function stateOfJwt(value: string, system: SystemId, now: number): TokenState | null {
  const jwt = decodeJwt(value);
  const { exp, iat } = jwt?.claims ?? {};
  if (jwt === null || typeof exp !== 'number') return null;
  const fetchedAt = typeof iat === 'number' ? iat * 1000 : now;
  return tokenState(value, { system, fetchedAt, expiresAt: exp * 1000, scopes: readScopes(jwt.claims.scope), jwt });
}

/** A list, or text with spaces (RFC 6749, 3.3). */
export function readScopes(scope: unknown): string[] {
  if (typeof scope === 'string') return scope.split(' ').filter((one) => one !== '');
  return Array.isArray(scope) ? scope.filter((one): one is string => typeof one === 'string') : [];
}
