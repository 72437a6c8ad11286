import { findHeader } from '../../text/headers.ts';
import type { ExplainInput } from '../system.ts';
import type { AnswerWords } from './answer-words.ts';

/** How a call proves who it is, or has to. */
export type LoginKind = 'token' | 'credentials' | 'api-key' | 'other';

/**
 * Judged by what was sent, then by what was asked for, then by the connection. What was sent comes first: a header typed into
 * the draft replaces the connection's own login. Save that a password sent to a service that takes tokens only misses its token.
 */
export function loginKind({ exchange, connection }: ExplainInput, words: AnswerWords): LoginKind {
  const scheme = sentScheme(exchange);
  if (isPassword(scheme) && takesTokensOnly(exchange, words)) return 'token';
  if (isPassword(scheme)) return 'credentials';
  if (scheme === 'apikey') return 'api-key';
  if (scheme !== null && /^(?:negotiate|ntlm|kerberos|hawk|sharedkey\w*)$|hmac|aws|signature/.test(scheme))
    return 'other';
  if (scheme !== null || exchange.token !== null) return 'token';
  const kind = connection?.credential.kind ?? null;
  if (kind === 'api-key' || (words.schemes.length === 0 && hasApiKey(exchange))) return 'api-key';
  if (words.schemes.includes('bearer') || words.schemes.includes('dpop')) return 'token';
  if (words.schemes.includes('basic') || words.schemes.includes('digest') || kind === 'basic') return 'credentials';
  return words.schemes.length > 0 ? 'other' : 'token';
}

/** A header whose name says that a key is in it. */
function hasApiKey({ request }: ExplainInput['exchange']): boolean {
  return request.headers.some(({ name }) => /^(?:x-)?api[-_]?key$|^ocp-apim-subscription-key$/i.test(name));
}

/** A scheme that carries user and password. */
export function isPassword(scheme: string | null): boolean {
  return scheme === 'basic' || scheme === 'digest';
}

/** A service that reads bearer tokens and no passwords, by its challenge or by what is known of it. */
function takesTokensOnly({ system }: ExplainInput['exchange'], { schemes }: AnswerWords): boolean {
  if (schemes.some(isPassword)) return false;
  return system === 'sap-workflow' || schemes.includes('bearer');
}

/** The scheme of the `Authorization` header in lower case, empty when it had none; null when no such header is known. */
export function sentScheme(exchange: ExplainInput['exchange']): string | null {
  if (exchange.clues.authorization !== null) return exchange.clues.authorization.scheme;
  const header = findHeader(exchange.request.headers, 'authorization');
  if (header === null) return null;
  const [, scheme = ''] = /^\s*([A-Za-z][\w-]{0,19})\s+\S/.exec(header) ?? [];
  return scheme.toLowerCase();
}

/** Nothing in the record says that a login was sent. An import may leave the header out, as browsers' HAR files do. */
export function isNothingSent({ exchange }: ExplainInput): boolean {
  return exchange.token === null && sentScheme(exchange) === null;
}
