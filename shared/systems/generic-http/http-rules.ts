import type { HeaderLine } from '../../model/exchange.ts';
import type { Evidence, Mend } from '../../model/gate-report.ts';
import { formatDuration } from '../../text/duration.ts';
import { findHeader } from '../../text/headers.ts';
import { retryAfterMs } from '../../text/retry-after.ts';
import { statusText } from '../../text/status-text.ts';
import type { ExplainInput } from '../system.ts';
import { type AnswerWords, answerWords } from './answer-words.ts';
import { isHtml, messageOf } from './error-body.ts';
import { squidError } from './gateway-pages.ts';
import { isStoppedAtLogin, loginBody, loginLeg, partyOf } from './legs.ts';
import { advice, type Judgement, judgement, type Leg, type Rule } from './rule.ts';
import { causeInWords } from './token-words.ts';

/** Causes that any HTTP service may have. The leg that ended the exchange is judged: the token call's, if it got no further. */
export const httpRules: readonly Rule[] = [rateLimited, rateLimitedInWords, serviceError];

/** A token endpoint that asks for fewer calls has a cause of its own. */
function rateLimited(input: ExplainInput): Judgement | null {
  const leg = answeringLeg(input);
  if (leg?.response?.status !== 429 || leg.kind === 'token') return null;
  const wait = findHeader(leg.response.headers, 'retry-after');
  // A number of things that may be had is no rate: fewer calls do not mend it.
  const isQuota = wait === null && /quota|instance[ ._-]limit/i.test(answerWords(leg, input.bodyText).all);
  return judgement(null, {
    cause: 'rate-limited',
    confidence: isQuota ? 'likely' : 'certain',
    sentence: 'The service asks for fewer calls',
    reason: `it answered 429${wait === null ? '' : ' and said when to come back'}.`,
    evidence: [{ text: 'status 429', source: 'response' }, ...retryEvidence(leg.response.headers)],
    mends: [waitMend(wait, retryAfterMs(leg.response.headers, input.now))],
  });
}

/** Some say so with another status. */
function rateLimitedInWords(input: ExplainInput): Judgement | null {
  const leg = answeringLeg(input);
  const status = leg?.response?.status ?? 0;
  if (leg === null || leg.kind === 'token' || ![400, 403, 503].includes(status)) return null;
  const words = answerWords(leg, input.bodyText);
  if (!/rate[ ._-]?limit|too many requests|quota[^.]{0,30}exceeded|throttl|slow ?down/i.test(words.all)) return null;
  return judgement(null, {
    cause: 'rate-limited',
    confidence: 'likely',
    sentence: 'The service asks for fewer calls',
    reason:
      words.said === null
        ? `it answered ${status} and speaks of a limit.`
        : `it answered ${status} and said “${words.said}”.`,
    evidence: [{ text: `status ${status}`, source: 'response' }, ...retryEvidence(leg.response?.headers ?? [])],
    mends: [
      waitMend(
        findHeader(leg.response?.headers ?? [], 'retry-after'),
        retryAfterMs(leg.response?.headers ?? [], input.now),
      ),
    ],
  });
}

/** The longest wait a button offers to sit out. */
const longestWaitMs = 600_000;

export function waitMend(retryAfter: string | null, waitMs: number | null): Mend {
  if (retryAfter === null || waitMs === null) return advice('Wait a little, then send again.');
  const text = `Wait as long as Retry-After says (${formatDuration(waitMs)}), then send again.`;
  if (waitMs > longestWaitMs) return advice(text);
  return { text, action: { kind: 'send-again', seconds: Math.ceil(waitMs / 1000) } };
}

export function retryEvidence(headers: readonly HeaderLine[]): Evidence[] {
  const wait = findHeader(headers, 'retry-after');
  return wait === null ? [] : [{ text: `Retry-After: ${wait.slice(0, 60)}`, source: 'response header' }];
}

/**
 * 5xx is whoever answered failing by its own word (RFC 9110, 15.6). Three are no proof: a SOAP fault says by 500 that the
 * call was wrong, 511 is a network that wants a login, and a proxy without a tunnel says by 5xx that it found no host.
 */
function serviceError(input: ExplainInput): Judgement | null {
  const leg = answeringLeg(input);
  const status = leg?.response?.status ?? 0;
  if (leg === null || status < 500 || status === 511) return null;
  const body = leg.kind === 'token' ? loginBody(input) : input.bodyText;
  const said = messageOf(body);
  const isGateway = isHtml(body) || [502, 503, 504].includes(status);
  return judgement(leg.kind === 'token' ? 'client-login' : null, {
    cause: 'service-error',
    confidence: isDoubtful(leg, body, answerWords(leg, body)) ? 'likely' : 'certain',
    sentence: `The ${partyOf(leg)} failed with ${`${status} ${statusText(status)}`.trim()}`,
    reason: `a status of 500 and above is the ${partyOf(leg)}’s own failure${isGateway ? ', or that of a gateway before it' : ''}${said === null ? '.' : `; it said “${said}”.`}`,
    evidence: [{ text: `status ${status}`, source: 'response' }, ...requestIdEvidence(leg)],
    mends: [
      leg.request.method === 'GET' || leg.kind === 'token'
        ? {
            text: 'Send again in a little while.',
            action: { kind: 'send-again', seconds: waitSeconds(leg, input.now) },
          }
        : advice('Look whether the call took effect, then send again in a little while.'),
      advice('If it stays, report it with the request id from the answer’s headers.'),
    ],
  });
}

/** Words by which a 5xx speaks of something else than its own failure. */
const otherWords =
  /rate[ ._-]?limit|too many requests|quota[^.]{0,30}exceeded|could not (?:be )?resolve|unknown host|host not found|\bdns\b|name resolution/i;

function isDoubtful(leg: Leg, body: string | null, words: AnswerWords): boolean {
  const isOther = otherWords.test(words.all) || causeInWords(words.all)?.isPlain === true;
  const isLogin = words.codes.some((code) => /^(?:invalid|unauthorized|unsupported)_[a-z_]+$/.test(code));
  if (isOther || isLogin) return true;
  const isFault = /<(?:[\w.-]+:)?Fault[\s/>]/.test((body ?? '').slice(0, 8_192));
  const isByProxy = (leg.peer?.proxy ?? '') !== '' && leg.request.url.startsWith('http:');
  return isFault || isByProxy || squidError(leg) !== null;
}

function waitSeconds(leg: Leg, now: number): number {
  const wait = retryAfterMs(leg.response?.headers ?? [], now);
  return wait === null || wait > longestWaitMs ? 5 : Math.ceil(wait / 1000);
}

/** The leg whose answer ended the exchange; null when there was no answer. */
export function answeringLeg(input: ExplainInput): Leg | null {
  if (isStoppedAtLogin(input)) return loginLeg(input);
  const { failure } = input.exchange;
  return failure === null || failure.phase === 'login' ? input.exchange : null;
}

function requestIdEvidence(leg: Leg): Evidence[] {
  for (const name of ['X-Vcap-Request-Id', 'X-Correlation-Id', 'X-Request-Id']) {
    const id = findHeader(leg.response?.headers ?? [], name);
    if (id !== null) return [{ text: `${name}: ${id.slice(0, 100)}`, source: 'response header' }];
  }
  return [];
}
