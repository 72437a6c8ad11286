import type { Mend } from '../../model/gate-report.ts';
import { formatDuration } from '../../text/duration.ts';
import type { ExplainInput } from '../system.ts';
import { readErrorBody } from './error-body.ts';
import { callStatus } from './legs.ts';
import { advice, type Judgement, judgement, type Rule } from './rule.ts';

/** Why the service answers 401. */
export const tokenRules: readonly Rule[] = [tokenMissing, tokenExpired, tokenRejected];

/** The mend that fetches a new token, with the words that fit the cause. */
export function renewToken(text: string): Mend {
  return { text, action: { kind: 'renew-token' } };
}

function tokenMissing(input: ExplainInput): Judgement | null {
  if (callStatus(input) !== 401 || input.exchange.token !== null) return null;
  return judgement('token', {
    cause: 'token-missing',
    confidence: 'certain',
    sentence: 'The call carried no token',
    reason: 'none was sent with it, and the service answered 401.',
    evidence: [{ text: 'status 401', source: 'response' }],
    mends: [{ text: 'Choose a connection that logs in.', action: { kind: 'open-connection' } }],
  });
}

function tokenExpired(input: ExplainInput): Judgement | null {
  const { token, startedAt } = input.exchange;
  if (callStatus(input) !== 401 || token === null) return null;
  const late = startedAt - token.expiresAt;
  const said = descriptionOf(input);
  if (late < 0 && !/expired/i.test(said ?? '')) return null;
  return judgement('token', {
    cause: 'token-expired',
    confidence: 'certain',
    sentence: late < 0 ? 'The token has expired' : `The token had expired ${formatDuration(late)} before the call`,
    reason: late < 0 ? `the service answered “${said}”` : 'its end lies before the call, and the service answered 401.',
    evidence: [
      { text: `valid until ${new Date(token.expiresAt).toISOString()}`, source: `token \`${token.tag}\`` },
      { text: said ?? 'status 401', source: said === null ? 'response' : 'response body' },
    ],
    mends: [
      renewToken('Fetch a new token.'),
      ...(late < 0 ? [advice('By this machine’s clock it is still valid: check that the clock is right.')] : []),
    ],
  });
}

function tokenRejected(input: ExplainInput): Judgement | null {
  const { token } = input.exchange;
  if (callStatus(input) !== 401 || token === null || tokenExpired(input) !== null) return null;
  const said = descriptionOf(input);
  return judgement('token', {
    cause: 'token-wrong-tenant',
    confidence: 'likely',
    sentence: 'The service does not accept the token',
    reason:
      said === null
        ? 'it answered 401 to a token that is still valid by its time.'
        : `it answered 401 and said “${said}”`,
    evidence: [{ text: said ?? 'status 401', source: said === null ? 'response' : 'response body' }],
    mends: [
      renewToken('Fetch a new token.'),
      {
        text: 'Compare the addresses of the connection: token endpoint and service have to belong to the same subaccount.',
        action: { kind: 'open-connection' },
      },
    ],
  });
}

function descriptionOf({ bodyText }: ExplainInput): string | null {
  const body = readErrorBody(bodyText);
  return body?.message ?? body?.code ?? null;
}
