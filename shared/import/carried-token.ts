import type { SystemId } from '../model/system-id.ts';
import type { TokenState } from '../model/token.ts';
import { systemOf } from '../systems/systems.ts';
import { splitAuthorization } from '../text/authorization.ts';
import { findHeader } from '../text/headers.ts';
import { decodeJwt } from '../text/jwt.ts';
import { mapTexts } from '../text/map-texts.ts';
import type { Secrecy } from './file-secrets.ts';
import type { ImportedExchange } from './imported-exchange.ts';
import { numberMember, objectOf, textMember } from './json.ts';

/** The token a call carries: of its Authorization, else the assertion in its body; null without one. */
export function carriedToken({ headers, body }: Pick<ImportedExchange, 'headers' | 'body'>): string | null {
  const { scheme, credential } = splitAuthorization(findHeader(headers, 'authorization') ?? '');
  if (credential !== '' && (scheme === 'bearer' || (scheme === '' && decodeJwt(credential) !== null)))
    return credential;
  return body?.includes('"jwt"') ? textMember(jsonOf(body), 'jwt') : null;
}

/** What a token endpoint answered; null for anything but a token. */
export type TokenAnswer = { value: string; lifetimeMs: number | null; scopes: string[] };

export function tokenAnswer({ response }: Pick<ImportedExchange, 'response'>): TokenAnswer | null {
  const fields = response?.body ? jsonOf(response.body) : null;
  const value = textMember(fields, 'access_token');
  if (value === null || value === '') return null;
  const seconds = numberMember(fields, 'expires_in');
  return { value, lifetimeMs: seconds === null ? null : seconds * 1000, scopes: scopesOf(objectOf(fields)?.scope) };
}

type TokenCircumstances = {
  system: SystemId;
  /** Epoch ms when the token came; null when its call is not in the file. */
  fetchedAt: number | null;
  answer: TokenAnswer | null;
  secrecy: Secrecy;
};

/** What may be known of a token; null when neither it nor the answer that brought it says until when it may be used. */
export function tokenStateOf(
  value: string,
  { system, fetchedAt, answer, secrecy }: TokenCircumstances,
): TokenState | null {
  const jwt = decodeJwt(value);
  const { exp, iat } = jwt?.claims ?? {};
  const from = fetchedAt ?? (typeof iat === 'number' ? iat * 1000 : null);
  const until =
    typeof exp === 'number'
      ? exp * 1000
      : fetchedAt !== null && answer?.lifetimeMs != null
        ? fetchedAt + answer.lifetimeMs
        : null;
  if (until === null) return null;
  const scopes = jwt?.claims.scope === undefined ? (answer?.scopes ?? []) : scopesOf(jwt.claims.scope);
  const { authorityOfScope } = systemOf(system);
  return {
    tag: secrecy.tagOf(value),
    fetchedAt: from ?? until,
    expiresAt: until,
    scopes,
    authorities: scopes.map((scope) => authorityOfScope(scope)),
    header: jwt === null ? null : asRecord(jwt.header),
    claims: jwt === null ? null : asRecord(jwt.claims),
  };
}

function asRecord(value: Record<string, unknown>): Record<string, unknown> {
  return mapTexts(value, (text) => text) as Record<string, unknown>;
}

/** A list, or text with spaces (RFC 6749, 3.3). */
function scopesOf(scope: unknown): string[] {
  if (typeof scope === 'string') return scope.split(/\s+/).filter((one) => one !== '');
  return Array.isArray(scope) ? scope.filter((one) => typeof one === 'string') : [];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return null;
  }
}
