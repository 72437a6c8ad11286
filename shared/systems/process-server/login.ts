import type { Connection } from '../../model/connection.ts';
import { findHeader, findHeaders } from '../../text/headers.ts';
import type { Leg } from '../generic-http/rule.ts';

/** What a call carried to say who asks. */
export type Login = {
  /**
   * `password` a user name with a password · `blank` an Authorization with nothing in it · `unfit` one that is no user name and
   * password, such as a bearer token · `none` no Authorization at all
   */
  kind: 'password' | 'blank' | 'unfit' | 'none';
  /** In words, what an unfit or blank Authorization holds: "a bearer token". */
  what: string;
  username: string | null;
  /** The session cookies as they were sent, by pseudonym; empty without any. */
  cookies: readonly string[];
  /** A redirect to another origin left the Authorization behind. */
  isLeftBehind: boolean;
  /** Nothing was taken out of what we know of the request, so that what is not there was not sent. */
  isComplete: boolean;
};

/** Reads what a call carried. `connection` is asked for the user name only where the call does not say it. */
export function readLogin(exchange: Leg, connection: Connection | null): Login {
  const { headers } = exchange.request;
  const value = findHeader(headers, 'authorization')?.trim() ?? null;
  const clue = exchange.clues.authorization;
  const isSent = clue !== null || value !== null;
  const scheme = clue?.scheme ?? (/^[A-Za-z]+(?=\s|$)/.exec(value ?? '')?.[0] ?? '').toLowerCase();
  const form = clue?.form ?? (value === '' || value?.toLowerCase() === scheme ? 'empty' : null);
  const kind = isSent ? kindOf(scheme, form) : 'none';
  const ofConnection = connection?.credential.kind === 'basic' ? connection.credential : null;
  const isOwn = connection?.id === exchange.connectionId && kind === 'password';
  return {
    kind,
    what: whatOf(scheme, form, clue?.fault ?? ''),
    username: clue?.username || (isOwn ? (ofConnection?.username ?? null) : null),
    cookies: sessionCookies(findHeaders(headers, 'cookie')),
    isLeftBehind: exchange.hops.some(({ dropped }) => dropped.some((name) => /^authorization$/i.test(name))),
    // Browsers and support tools leave credentials out of what they hand on; what we sent ourselves we know.
    isComplete: exchange.peer !== null && headers.length > 0 && ofConnection === null && !isCleaned(exchange),
  };
}

/** The file it was read from had its credentials taken out, as far as that can be told. */
function isCleaned({ doubts = [] }: Leg): boolean {
  return doubts.some(({ cause }) => cause === 'credentials-not-sent');
}

function kindOf(scheme: string, form: string | null): Login['kind'] {
  if (form === 'empty') return 'blank';
  return scheme === 'basic' && (form === null || form === 'user-password') ? 'password' : 'unfit';
}

function whatOf(scheme: string, form: string | null, fault: string): string {
  if (form === 'placeholder') return 'a placeholder that was never filled in';
  if (form === 'empty') return `an empty \`${scheme || 'Authorization'}\` header`;
  if (scheme === 'basic') return `a damaged Basic header${fault === '' ? '' : ` (${fault})`}`;
  if (scheme === 'bearer') return 'a bearer token';
  return scheme === '' ? 'an Authorization without a scheme' : `an Authorization of the scheme \`${scheme}\``;
}

/** Nobody who could be logged in: no user name with a password, no session, no other login a server may take. */
export function isAnonymous({ kind, cookies }: Login): boolean {
  return (kind === 'none' || kind === 'blank') && cookies.length === 0;
}

/** Cookies that may stand for a session. A balancer's or a language's does not; one known by its pseudonym alone may. */
function sessionCookies(lines: readonly string[]): string[] {
  return lines
    .flatMap((line) => line.split(';'))
    .map((pair) => pair.trim())
    .filter((pair) => /^‹|sess|sso|sid|ltpa|token|auth/i.test(pair.split('=')[0] ?? ''));
}

/** The user of one call is the other's, as far as both are known; null when they are not. */
export function isSameUser(one: string | null, other: string | null): boolean | null {
  if (one === null || other === null || one.trim() === '' || other.trim() === '') return null;
  return coreOf(one) === coreOf(other);
}

/** `ACME\alice`, `alice@acme.com`, `uid=Alice,ou=people` → `alice` */
function coreOf(name: string): string {
  const plain = name.trim().toLowerCase();
  const first = /^(?:uid|cn)=([^,]+)/.exec(plain)?.[1] ?? plain;
  const inDomain = first.slice(first.lastIndexOf('\\') + 1);
  return inDomain.replace(/@.*$/, '').trim();
}
