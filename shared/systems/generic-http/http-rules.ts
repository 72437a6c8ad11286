import { findHeader } from '../../text/headers.ts';
import { statusText } from '../../text/status-text.ts';
import type { ExplainInput } from '../system.ts';
import { messageOf } from './error-body.ts';
import { isStoppedAtLogin, loginBody, loginLeg, partyOf } from './legs.ts';
import { advice, type Judgement, judgement, type Leg, type Rule } from './rule.ts';

/** Causes that any HTTP service may have. The leg that ended the exchange is judged: the token call's, if it got no further. */
export const httpRules: readonly Rule[] = [loginPaused, rateLimited, serviceError];

/** An earlier 429 of the token endpoint is still being kept to, so nobody was called. */
function loginPaused({ exchange }: ExplainInput): Judgement | null {
  if (exchange.failure?.code !== 'LOGIN_RATE_LIMITED') return null;
  return judgement('client-login', {
    cause: 'rate-limited',
    confidence: 'certain',
    sentence: 'The token endpoint asked for a pause, and it is not over',
    reason: 'it answered 429 before and said when to come back.',
    evidence: [{ text: exchange.failure.sentence, source: 'earlier answer of the token endpoint' }],
    mends: [advice('Wait until then, then send again.')],
  });
}

function rateLimited(input: ExplainInput): Judgement | null {
  const leg = answeringLeg(input);
  if (leg?.response?.status !== 429) return null;
  const wait = findHeader(leg.response.headers, 'retry-after');
  return judgement(leg.kind === 'token' ? 'client-login' : null, {
    cause: 'rate-limited',
    confidence: 'certain',
    sentence: `The ${partyOf(leg)} asks for fewer calls`,
    reason: `it answered 429${wait === null ? '' : ' and said when to come back'}.`,
    evidence: [
      { text: 'status 429', source: 'response' },
      ...(wait === null ? [] : [{ text: `Retry-After: ${wait}`, source: 'response header' }]),
    ],
    mends: [
      advice(
        wait === null
          ? 'Wait a little, then send again.'
          : `Wait as long as Retry-After says (${waitText(wait)}), then send again.`,
      ),
    ],
  });
}

function serviceError(input: ExplainInput): Judgement | null {
  const leg = answeringLeg(input);
  const status = leg?.response?.status ?? 0;
  if (leg === null || status < 500) return null;
  const said = messageOf(leg.kind === 'token' ? loginBody(input) : input.bodyText);
  return judgement(leg.kind === 'token' ? 'client-login' : null, {
    cause: 'service-error',
    confidence: 'certain',
    sentence: `The ${partyOf(leg)} failed with ${`${status} ${statusText(status)}`.trim()}`,
    reason: `a status of 500 and above is the ${partyOf(leg)}’s own failure${said === null ? '.' : `; it said “${said}”.`}`,
    evidence: [{ text: `status ${status}`, source: 'response' }, ...requestIdEvidence(leg)],
    mends: [
      advice('Send again in a little while. If it stays, report it with the request id from the answer’s headers.'),
    ],
  });
}

/** The leg whose answer ended the exchange; null when there was no answer. */
function answeringLeg(input: ExplainInput): Leg | null {
  if (isStoppedAtLogin(input)) return loginLeg(input);
  const { failure } = input.exchange;
  return failure === null || failure.phase === 'login' ? input.exchange : null;
}

function requestIdEvidence(leg: Leg): { text: string; source: string }[] {
  const id = findHeader(leg.response?.headers ?? [], 'x-vcap-request-id');
  return id === null ? [] : [{ text: `X-Vcap-Request-Id: ${id}`, source: 'response header' }];
}

function waitText(retryAfter: string): string {
  return /^\d+$/.test(retryAfter) ? `${retryAfter} s` : retryAfter;
}
