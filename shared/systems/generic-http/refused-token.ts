import type { AuthorizationClue } from '../../model/clues.ts';
import type { Evidence, Mend } from '../../model/gate-report.ts';
import type { ExplainInput } from '../system.ts';
import { type AnswerWords, answerEvidence, answerWords } from './answer-words.ts';
import { type Clocks, clocksOf, skewMs } from './clocks.ts';
import { isHtml } from './error-body.ts';
import { loginKind } from './login-kind.ts';
import { once } from './once.ts';
import { advice, type Judgement, type Rule } from './rule.ts';
import { causeInWords, type TokenCause } from './token-words.ts';

/** A call whose token was not taken: what was sent, what the answer says, and what the clocks say. */
export type RefusedToken = {
  input: ExplainInput;
  words: AnswerWords;
  /** The cause the answer names; null when it names none. */
  named: { cause: TokenCause; isPlain: boolean } | null;
  /** A web page answered: the service's own words may be hidden behind it. */
  isPage: boolean;
  /** How the `Authorization` header looked; null when that was not seen. */
  shape: AuthorizationClue | null;
  claims: Readonly<Record<string, unknown>> | null;
  header: Readonly<Record<string, unknown>> | null;
  clocks: Clocks;
  /** See `skewMs`. */
  skew: number | null;
  /** The service reads bearer tokens, by its challenge or by what is known of it. */
  wantsBearer: boolean;
};

/** Makes a rule out of one that is only asked about refused tokens. */
export function aboutToken(judgeToken: (refused: RefusedToken) => Judgement | null): Rule {
  return (input) => {
    const refused = once(input, 'refused-token', input.exchange, () => refusedToken(input));
    return refused === null ? null : judgeToken(refused);
  };
}

/** 401, or another refusal that speaks of the token by RFC 6750's own code. Calls that log in otherwise are none. */
function refusedToken(input: ExplainInput): RefusedToken | null {
  const { exchange } = input;
  const status = exchange.failure === null ? (exchange.response?.status ?? 0) : 0;
  if (exchange.kind !== 'call' || (status !== 401 && status !== 400 && status !== 403)) return null;
  const words = answerWords(exchange, input.bodyText);
  const isAboutToken = words.codes.includes('invalid_token') || /does not contain resource id/i.test(words.all);
  if (status !== 401 && !isAboutToken) return null;
  if (loginKind(input, words) !== 'token') return null;
  const seen = exchange.clues.jwts.find((one) => one.in === 'authorization') ?? null;
  const clocks = clocksOf(exchange, words.all);
  return {
    input,
    words,
    named: causeInWords(words.all),
    isPage: isHtml(input.bodyText),
    shape: exchange.clues.authorization,
    claims: exchange.token?.claims ?? seen?.claims ?? null,
    header: exchange.token?.header ?? seen?.header ?? null,
    clocks,
    skew: skewMs(exchange, clocks),
    wantsBearer: exchange.system === 'sap-workflow' || words.schemes.includes('bearer'),
  };
}

/** The answer names this cause and no other. */
export function isNamed({ named }: RefusedToken, cause: TokenCause): boolean {
  return named?.cause === cause && named.isPlain;
}

/** The answer names another cause, so this one may be true as well and is not what it stumbled over. */
export function isOtherNamed({ named }: RefusedToken, cause: TokenCause): boolean {
  return named?.isPlain === true && named.cause !== cause;
}

/** Gatewright sent it for a connection of its own: what files of other tools hold may be cut, edited or cleaned. */
export function isOwn({ input }: RefusedToken): boolean {
  return input.exchange.connectionId !== null;
}

/** A NumericDate claim (RFC 7519, section 2) in epoch ms, also when it is written as text; null when it is none. */
export function momentOf(refused: RefusedToken, claim: 'exp' | 'nbf' | 'iat'): number | null {
  const value = refused.claims?.[claim];
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof seconds !== 'number' || !Number.isFinite(seconds) || seconds <= 0 || seconds > 1e11) return null;
  return seconds * 1000;
}

export function tokenName({ input }: RefusedToken): string {
  const tag = input.exchange.token?.tag;
  return tag === undefined ? 'the token of the call' : `token \`${tag}\``;
}

export function refusal({ input, words }: RefusedToken): Evidence[] {
  return answerEvidence(input.exchange, words);
}

/** The mend that fetches a new token, with the words that fit the cause. */
export function renewToken(text: string): Mend {
  return { text, action: { kind: 'renew-token' } };
}

/** A new token, in the way that fits how the call came by its old one. */
export function newToken({ input }: RefusedToken, text: string): Mend {
  const kind = input.connection?.credential.kind ?? null;
  if (kind === 'bearer') return { text: `${text} Put it into the connection.`, action: { kind: 'open-connection' } };
  return kind === 'oauth2-client-credentials' || kind === 'assertion' ? renewToken(text) : advice(text);
}
