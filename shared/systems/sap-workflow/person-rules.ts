import type { Evidence, Mend } from '../../model/gate-report.ts';
import { findHeader } from '../../text/headers.ts';
import { advice, type Judgement, judgement, type Rule } from '../generic-http/rule.ts';
import { renewToken } from '../generic-http/token-rules.ts';
import type { ExplainInput } from '../system.ts';
import { correctedUrl } from './address.ts';
import { answerEvidence, answered, answerOf, hasCode } from './answer.ts';
import { bearerOf, tokenName } from './bearer.ts';
import { listed } from './call.ts';
import { carriedEvidence, isAboutCsrf, isAboutIdentity, refusalEvidence, refusalOf } from './refusal.ts';
import { carryingToken, isKnownUngranted } from './token-grant-rules.ts';

/** An API that serves people only. Asked before the rules of tokens: another token of the same kind mends nothing. */
export const identityRules: readonly Rule[] = [identityNamed, inboxAskedByClient];

/** What stands against a person, or against a browser. */
export const personRules: readonly Rule[] = [csrfTokenRequired, csrfTokenNotSent, roleMissing];

const identityMends: readonly Mend[] = [
  advice('Log in as a person: authorization code, or SAML or JWT bearer with a user’s token behind it.'),
  advice('A technical client reads tasks at `/v1/task-instances` of the REST API instead.'),
];

function identityNamed(input: ExplainInput): Judgement | null {
  const answer = answerOf(input);
  if (answer === null || !isAboutIdentity(answer)) return null;
  return judgement('authority', {
    cause: 'user-identity-required',
    confidence: hasCode(answer, 'principalpropagation.not.possible') ? 'certain' : 'likely',
    sentence: 'The call needs a person’s identity, and the token has none',
    reason: answered(answer),
    evidence: [...answerEvidence(answer), ...holderEvidence(input)],
    mends: [...identityMends],
    probes: ['list-definitions'],
  });
}

/** The OData inbox shows somebody's tasks, so it has to know whose. */
function inboxAskedByClient(input: ExplainInput): Judgement | null {
  const answer = answerOf(input);
  const isRefused = answer?.status === 401 || answer?.status === 403;
  if (answer === null || !isRefused || isAboutIdentity(answer) || isAboutCsrf(input, answer)) return null;
  const { holder } = bearerOf(input.exchange);
  if (!/\/odata\/v1\/tcm(?:\/|$)/i.test(URL.parse(input.exchange.request.url)?.pathname ?? '')) return null;
  if (holder === 'person' || !hasToken(input)) return null;
  return judgement('authority', {
    cause: 'user-identity-required',
    confidence: holder === 'client' ? 'likely' : 'possible',
    sentence: 'The OData inbox serves people, and the token is a technical client’s',
    reason: `the inbox shows the tasks of whoever asks, and ${answered(answer)}`,
    evidence: [...holderEvidence(input), ...answerEvidence(answer)],
    mends: [...identityMends],
    probes: ['list-definitions'],
  });
}

function hasToken({ exchange }: ExplainInput): boolean {
  return exchange.token !== null || exchange.clues.authorization !== null || exchange.clues.jwts.length > 0;
}

function holderEvidence({ exchange }: ExplainInput): Evidence[] {
  const bearer = bearerOf(exchange);
  if (bearer.holder !== 'client') return [];
  return [{ text: 'issued to a client, and names no user', source: `claims of ${tokenName(bearer)}` }];
}

/** Calls through an application router write only with a CSRF token; those straight to the REST host need none. */
function csrfTokenRequired(input: ExplainInput): Judgement | null {
  const answer = answerOf(input);
  if (answer === null || !isAboutCsrf(input, answer)) return null;
  const { request, response } = input.exchange;
  const asked = findHeader(response?.headers ?? [], 'x-csrf-token');
  const sent = findHeader(request.headers, 'x-csrf-token');
  const isStale = sent !== null && sent.trim() !== '' && sent.trim().toLowerCase() !== 'fetch';
  const isWrite = !isReading(request.method);
  return judgement('authority', {
    cause: 'csrf-token-required',
    confidence: asked !== null && isWrite ? 'certain' : 'likely',
    sentence: isStale ? 'The CSRF token of the call is no longer taken' : 'The call carries no CSRF token',
    reason:
      asked === null
        ? answered(answer)
        : 'it was answered 403 with the header `X-CSRF-Token: Required`, as an application router does.',
    evidence: [
      ...(asked === null ? [] : [{ text: `X-CSRF-Token: ${asked.trim()}`, source: 'response header' }]),
      ...answerEvidence(answer),
    ],
    mends: [
      ...directly(input),
      advice(
        'Or send GET to `/v1/xsrf-token` with `X-CSRF-Token: Fetch` in the same session, and its answer’s value with the call.',
      ),
    ],
  });
}

/** A write in a session, without a CSRF token, and a 403 whose headers have not come down to us. */
function csrfTokenNotSent(input: ExplainInput): Judgement | null {
  const refusal = refusalOf(input);
  const { request } = input.exchange;
  if (refusal === null || refusal.isAboutPrivileges || refusal.bearer.holder !== 'person' || hasToken(input))
    return null;
  if (isReading(request.method) || findHeader(request.headers, 'x-csrf-token') !== null) return null;
  return judgement('authority', {
    cause: 'csrf-token-required',
    confidence: 'likely',
    sentence: 'The call carries no CSRF token',
    reason: `it writes in the session of a browser, and ${answered(refusal.answer)}`,
    evidence: [
      { text: 'a cookie, and neither a bearer nor a CSRF token', source: 'request headers' },
      ...refusalEvidence(refusal),
    ],
    mends: directly(input),
  });
}

function isReading(method: string): boolean {
  return ['GET', 'HEAD', 'OPTIONS'].includes(method.toUpperCase());
}

/** The same call at the REST host of the connection, where a bearer token is enough. */
function directly(input: ExplainInput): Mend[] {
  const url = correctedUrl(input);
  const text = 'Call the REST host of the service key directly: with a bearer token it asks for no CSRF token.';
  return [url === null ? advice(text) : { text, action: { kind: 'correct-url', url } }];
}

/** People are let in by roles; the scopes in their tokens come from those. */
function roleMissing(input: ExplainInput): Judgement | null {
  const refusal = refusalOf(input);
  if (refusal === null || refusal.bearer.holder !== 'person') return null;
  const { operation, needed, bearer } = refusal;
  const isProven =
    refusal.isAboutPrivileges &&
    refusal.isCarried === false &&
    refusal.isPrinted &&
    carryingToken(input, refusal) === null &&
    isKnownUngranted(input, refusal);
  const roles = refusal.isProcessAutomation ? [] : (operation?.roles ?? []).map((role) => `Workflow${role}`);
  return judgement('authority', {
    cause: 'role-missing',
    confidence: isProven ? 'certain' : 'likely',
    sentence:
      roles.length === 0 ? 'The person has no role for this call' : `The person has none of the roles ${listed(roles)}`,
    reason: `the call was made as a person, ${isProven ? `whose token lacks ${listed(needed)}, ` : ''}and ${answered(refusal.answer)}`,
    needed,
    granted: bearer.carried ?? [],
    evidence: [
      { text: 'names a user', source: bearer.tag === null ? 'the call' : `claims of ${tokenName(bearer)}` },
      ...(roles.length === 0 ? [] : [{ text: `needs one of ${roles.join(', ')}`, source: 'operation catalogue' }]),
      ...carriedEvidence(refusal),
      ...refusalEvidence(refusal),
    ],
    mends: [
      advice(
        roles.length === 0
          ? 'Assign the person a role collection of the workflow service.'
          : `Assign the person a role collection with ${listed(roles)}; recipients may handle their own tasks.`,
      ),
      renewToken('Log in again afterwards. It may take some minutes to work.'),
    ],
    probes: ['list-definitions'],
  });
}
