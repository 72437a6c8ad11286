import type { Mend } from '../../model/gate-report.ts';
import { hostOf, isStoppedAtLogin, loginLeg } from '../generic-http/legs.ts';
import { advice, type Judgement, judgement, type Rule } from '../generic-http/rule.ts';
import { inJwtProperty, openConnection } from './assertion-mends.ts';
import { answerEvidence, type RemoteCall, type RemoteRule } from './remote-call.ts';
import { isRemoteUrl, remoteUrlFor } from './remote-url.ts';

/** Something answers, and it is not the Remote API. */
export const wrongAddress: RemoteRule = (call) => {
  const { answer, input } = call;
  const { method, url } = input.exchange.request;
  if (answer.result !== null || !isNotRemote(call)) return null;
  const target = remoteUrlFor(url);
  const isRight = target === null && method === 'POST';
  const isLoginPage = answer.status < 300;
  const isNamed = /cannot post|requested url/i.test(input.bodyText ?? '');
  const confidence = isRight && !isLoginPage && !isNamed ? 'possible' : 'likely';
  return judgement(null, {
    cause: 'base-url-wrong',
    confidence,
    sentence: sentenceOf(isRight, isLoginPage, target),
    reason: `Magnus takes POST to an address that ends in /remote, and the answer ${answer.reason === null ? 'is not its own' : `is \`${answer.reason}\``}.`,
    evidence: [
      { text: `${method} ${URL.parse(url)?.pathname ?? 'an address that cannot be read'}`, source: 'request' },
      ...(answer.form === 'page' ? [{ text: 'a web page', source: 'response body' }] : []),
      ...answerEvidence(call),
    ],
    mends: mendsOf(target, method),
    probes: ['doctor'],
  });
};

function isNotRemote({ answer, input }: RemoteCall): boolean {
  const { method, url } = input.exchange.request;
  const isElsewhere = !isRemoteUrl(url) || method !== 'POST';
  if (answer.reason === 'notFound') return isElsewhere;
  if (answer.form === 'magnus') return false;
  if (answer.status >= 200 && answer.status < 300) return answer.form === 'page';
  return [404, 405, 410, 501].includes(answer.status) || (isElsewhere && [400, 403].includes(answer.status));
}

function sentenceOf(isRight: boolean, isLoginPage: boolean, target: string | null): string {
  if (isLoginPage) return 'A web page answers, not the Remote API: this may be a login page';
  if (isRight) return 'The address may not be the one of the Magnus application';
  return target === null
    ? 'The Remote API is called by POST'
    : 'The address is not the one of the Remote API, which ends in /remote';
}

function mendsOf(target: string | null, method: string): Mend[] {
  return [
    ...(target === null ? [] : [{ text: `Call ${target}.`, action: { kind: 'correct-url' as const, url: target } }]),
    ...(method === 'POST'
      ? []
      : [advice('Send it by POST. A redirect may have turned it into a GET: call the address it led to.')]),
    {
      text: 'Compare `magnus_url` with the address of the application: host only, without /remote.',
      action: openConnection,
    },
  ];
}

/**
 * The assertion was taken to Google's token endpoint, as for Google's own APIs. Magnus takes it as it is, so whatever that
 * endpoint says, the mend is not to go there.
 */
export const exchangedAtGoogle: Rule = (input): Judgement | null => {
  const { exchange } = input;
  const leg = exchange.kind === 'token' || isStoppedAtLogin(input) ? loginLeg(input) : exchange;
  const status = leg?.response?.status ?? 0;
  if (leg === null || status < 400 || !isGoogleTokenUrl(leg.request.url)) return null;
  return judgement('assertion', {
    cause: 'assertion-missing',
    confidence: 'likely',
    sentence: 'The assertion went to Google’s token endpoint; Magnus takes the assertion itself',
    reason: `${hostOf(leg.request.url)} refused it with ${status}, and Magnus needs no token of it.`,
    evidence: [
      { text: leg.request.url.replace(/[?#].*$/s, ''), source: 'address of the token endpoint' },
      { text: `status ${status}`, source: 'answer of the token endpoint' },
    ],
    mends: [
      {
        text: 'Sign into the body property `jwt`, without a token endpoint.',
        action: { kind: 'correct-assertion', placement: inJwtProperty },
      },
      { text: 'Look at the connection.', action: openConnection },
    ],
  });
};

function isGoogleTokenUrl(url: string): boolean {
  const parsed = URL.parse(url);
  if (parsed === null) return false;
  const isGoogle = /(?:^|\.)(?:googleapis|google)\.com$/.test(parsed.hostname);
  return isGoogle && /\/token\/?$/.test(parsed.pathname);
}
