import type { JwtClue } from '../../model/clues.ts';
import type { ExplainInput } from '../system.ts';
import type { SentBody } from './sent-body.ts';

/** What stands in the body property `jwt`. `hidden` when only that there is something; `unknown` when not even that. */
type JwtProperty = 'jwt' | 'damaged-jwt' | 'placeholder' | 'empty' | 'opaque' | 'hidden' | 'absent' | 'unknown';

export type SentAssertion = {
  property: JwtProperty;
  /** What is damaged about it, in words; empty when nothing is. */
  fault: string;
  /** Header and claims of the assertion, wherever it stands; null when they cannot be seen. */
  jwt: { in: 'body' | 'authorization'; header: Claims; claims: Claims } | null;
  /** False when several JWTs were sent and it is a guess which one is meant. */
  isSure: boolean;
  /** An `Authorization` header that carries an assertion, or something else, or none. */
  authorization: 'assertion' | 'other' | 'none';
};

type Claims = Readonly<Record<string, unknown>>;

/** Finds the assertion of a call: in the body, where Magnus looks for it, else in the header, where it does not. */
export function readSentAssertion({ exchange, connection }: ExplainInput, body: SentBody): SentAssertion {
  const { clues, token } = exchange;
  const property = propertyOf(clues.bodyAssertion?.form ?? null, body);
  const authorization = authorizationOf(exchange);
  const inBody = clues.jwts.filter((one) => one.in === 'body');
  const signed =
    token?.header && token.claims && authorization === 'none' && !isFetched(connection)
      ? { in: 'body' as const, header: token.header, claims: token.claims }
      : null;
  const isThere = property === 'jwt' || property === 'hidden' || property === 'unknown';
  const bodyJwt = isThere ? (pick(inBody) ?? signed) : null;
  const own = clues.jwts.find((one) => one.in === 'authorization');
  const jwt = bodyJwt ?? (authorization === 'assertion' ? (own ?? null) : null);
  const isSure = jwt === null || jwt.in === 'authorization' || inBody.length < 2;
  return { property, fault: clues.bodyAssertion?.fault ?? '', jwt, isSure, authorization };
}

/** The token of such a connection comes from a token endpoint, and is no assertion. */
function isFetched(connection: ExplainInput['connection']): boolean {
  const credential = connection?.credential;
  if (!credential) return false;
  return credential.kind !== 'assertion' || 'tokenUrl' in credential.placement;
}

function propertyOf(form: Exclude<JwtProperty, 'hidden' | 'absent' | 'unknown'> | null, body: SentBody): JwtProperty {
  if (form !== null) return form;
  if (body.kind === 'none') return 'absent';
  if (body.kind !== 'json') return 'unknown';
  if (!Object.hasOwn(body.object, 'jwt')) return 'absent';
  const { jwt } = body.object;
  if (jwt === null || jwt === '') return 'empty';
  return typeof jwt === 'string' ? 'hidden' : 'opaque';
}

/** A parameter may hold a JWT, too: the one of a service account is meant. */
function pick(jwts: readonly JwtClue[]): (JwtClue & { in: 'body' }) | null {
  const found = jwts.find(({ claims }) => isServiceAccount(claims.iss)) ?? jwts[0];
  return found === undefined ? null : { ...found, in: 'body' };
}

/**
 * A JWT in the header is taken for a misplaced assertion unless a login server issued it: those name themselves by a URL, as
 * the identity-aware proxy's do, which may well stand before Magnus.
 */
function authorizationOf({ clues, request }: ExplainInput['exchange']): SentAssertion['authorization'] {
  const own = clues.jwts.find((one) => one.in === 'authorization');
  if (own !== undefined) return isLoginServer(own.claims.iss) ? 'other' : 'assertion';
  if (clues.authorization !== null) return clues.authorization.form === 'damaged-jwt' ? 'assertion' : 'other';
  const line = request.headers.find(({ name }) => name.toLowerCase() === 'authorization');
  if (line === undefined) return 'none';
  return line.value.includes('‹assertion ') ? 'assertion' : 'other';
}

function isLoginServer(iss: unknown): boolean {
  return typeof iss === 'string' && (/^https?:/.test(iss) || iss === 'accounts.google.com');
}

/** The e-mail address of a Google service account, as far as its ending tells. */
export function isServiceAccount(iss: unknown): boolean {
  return typeof iss === 'string' && iss.trim().toLowerCase().endsWith('.gserviceaccount.com');
}
