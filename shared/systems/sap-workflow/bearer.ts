import type { TokenState } from '../../model/token.ts';
import { findHeader } from '../../text/headers.ts';
import type { Leg } from '../generic-http/rule.ts';
import { members, textOf } from './answer.ts';
import { grantableAuthorities } from './authorities.ts';

/** What can be seen of whom a call came from. */
export type Bearer = {
  /** Pseudonym of the token; null without one. */
  tag: string | null;
  /** `client`: a technical client · `person`: somebody logged in. */
  holder: 'client' | 'person' | 'unknown';
  /** Null when they cannot be seen. */
  scopes: readonly string[] | null;
  /** What of them is an authority of the service; null when they cannot be seen. */
  carried: readonly string[] | null;
  clientId: string | null;
  /** User id, or else user name, of a person. */
  person: string | null;
  /** Tenant. */
  zone: string | null;
  serviceInstanceId: string | null;
  /** Epoch ms; null when nothing tells. */
  issuedAt: number | null;
  expiresAt: number | null;
};

type Claims = Readonly<Record<string, unknown>>;

/** Reads the token a call carried, or that a token call brought: an imported one may only have left its claims. */
export function bearerOf(leg: Leg): Bearer {
  const { token } = leg;
  const claims: Claims | null =
    token?.claims ?? leg.clues.jwts.find((jwt) => jwt.in === 'authorization')?.claims ?? null;
  const scopes = scopesOf(token, claims);
  const attributes = members(claims?.ext_attr);
  return {
    tag: token?.tag ?? null,
    holder: holderOf(leg, claims),
    scopes,
    carried: scopes === null ? null : grantableAuthorities(scopes),
    clientId: textOf(claims?.client_id) ?? textOf(claims?.cid) ?? textOf(claims?.azp),
    person: textOf(claims?.user_id) ?? textOf(claims?.user_name),
    zone: textOf(claims?.zid),
    serviceInstanceId: textOf(attributes?.serviceinstanceid),
    issuedAt: secondsOf(claims?.iat) ?? token?.fetchedAt ?? null,
    expiresAt: token?.expiresAt ?? secondsOf(claims?.exp),
  };
}

/** The token in words for evidence: its pseudonym, where it has one. */
export function tokenName({ tag }: Bearer): string {
  return tag === null || tag === '' ? 'the token' : `token \`${tag}\``;
}

/**
 * Two tokens were given to the same client, or person: by their claims, or else because the same connection fetched them.
 */
export function isSameHolder(own: Bearer, other: Bearer, isSameConnection: boolean): boolean {
  if (own.zone !== null && other.zone !== null && own.zone !== other.zone) return false;
  if (own.person !== other.person) return false;
  if (own.clientId === null || other.clientId === null) return isSameConnection;
  return own.clientId === other.clientId;
}

/** Scopes stand in an array, in a text, or in what the token endpoint said; a JWT without any of them hides its rights. */
function scopesOf(token: TokenState | null, claims: Claims | null): string[] | null {
  if (token !== null && token.scopes.length > 0) return token.scopes;
  for (const value of [claims?.scope, claims?.scopes, claims?.authorities]) {
    if (Array.isArray(value)) return value.filter((one) => typeof one === 'string');
    if (typeof value === 'string') return value.split(/\s+/).filter((one) => one !== '');
  }
  return null;
}

const technicalGrants = ['client_credentials', 'client_x509'];
const personalGrants =
  /^(?:authorization_code|password|refresh_token|user_token|passcode|urn:ietf:.*(?:jwt|saml2)-bearer)$/;

/** XSUAA names the user in `user_id`, `user_name` and `email`, and the way in `grant_type`. */
function holderOf(leg: Leg, claims: Claims | null): Bearer['holder'] {
  if (claims === null) return holderWithoutToken(leg);
  const grant = textOf(claims.grant_type) ?? '';
  const namesPerson = [claims.user_id, claims.user_name].some((one) => textOf(one) !== null);
  if (technicalGrants.includes(grant)) return namesPerson ? 'unknown' : 'client';
  if (namesPerson || personalGrants.test(grant)) return 'person';
  const subject = textOf(claims.sub);
  return subject !== null && subject === textOf(claims.client_id) ? 'client' : 'unknown';
}

/** An application router keeps the login in a session: a call with a cookie and no `Authorization` is a person's. */
function holderWithoutToken({ token, clues, request }: Leg): Bearer['holder'] {
  const isBare =
    token === null && clues.authorization === null && findHeader(request.headers, 'authorization') === null;
  return isBare && findHeader(request.headers, 'cookie') !== null ? 'person' : 'unknown';
}

function secondsOf(value: unknown): number | null {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds * 1000 : null;
}
