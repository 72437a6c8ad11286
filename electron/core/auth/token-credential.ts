import type { Connection } from '#shared/model/connection.ts';
import type {
  AssertionCredential,
  AssertionPlacement,
  ClientCredentials,
  Credential,
} from '#shared/model/credential.ts';
import type { ProxyChoice } from '../exchange/identity.ts';

/** Placements that turn an assertion into a token first (RFC 7523). */
export type TokenPlacement = Extract<AssertionPlacement, { tokenUrl: string }>;

/** An assertion that goes to a token endpoint. */
export type TokenAssertion = AssertionCredential & { placement: TokenPlacement };

/** A credential whose calls carry a token fetched from a token endpoint. */
export type TokenCredential = ClientCredentials | TokenAssertion;

/** Null for a credential that needs no token endpoint. */
export function asTokenCredential(credential: Credential): TokenCredential | null {
  if (credential.kind === 'oauth2-client-credentials') return credential;
  if (credential.kind !== 'assertion') return null;
  const { placement } = credential;
  return 'tokenUrl' in placement ? { ...credential, placement } : null;
}

export function tokenUrlOf(credential: TokenCredential): string {
  return credential.kind === 'assertion' ? credential.placement.tokenUrl : credential.tokenUrl;
}

/** Whom a token endpoint counts calls of: one client at one address. */
export function clientKeyOf(credential: TokenCredential): string {
  const client =
    credential.kind === 'oauth2-client-credentials'
      ? credential.clientId
      : credential.placement.in === 'client-assertion'
        ? credential.placement.clientId
        : credential.issuer;
  return JSON.stringify([tokenUrlOf(credential), client]);
}

/**
 * All that decides which token comes back, save the secret: the login itself, and whom it trusts and which way it takes,
 * for those may lead to another server. Connections alike in all of it share their token.
 */
export function shapeOf(connection: Connection, credential: TokenCredential, proxy: ProxyChoice): string {
  const { trust } = connection;
  if (credential.kind === 'assertion') return JSON.stringify([credential, trust, proxy]);
  const { certificateExpiresAt: _shown, scope, ...shaping } = credential;
  return JSON.stringify([{ ...shaping, scope: scope.trim() }, trust, proxy]);
}
