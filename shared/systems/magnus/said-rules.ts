import { advice, type Judgement, judgement } from '../generic-http/rule.ts';
import { readClaimTime } from './claim-time.ts';
import { answerEvidence, answeredBy, isRefused, type RemoteCall, type RemoteRule, saying } from './remote-call.ts';
import { type SaidCause, saidCauses } from './said-causes.ts';
import { isServiceAccount } from './sent-assertion.ts';

/** Causes an answer names in its words. Words are not documented, so this is `likely`, and less where the call speaks against it. */
export const saidRules: readonly RemoteRule[] = saidCauses.map((one) => (call) => ruleOf(one, call));

function ruleOf({ cause, gate, sentence, mends }: SaidCause, call: RemoteCall): Judgement | null {
  const isHeard = isRefused(call) || (call.answer.reason === 'accessDenied' && gate === 'assertion');
  if (!call.said.has(cause) || !isHeard) return null;
  const doubt = doubtOf(cause, call);
  return judgement(doubt === null ? gate : null, {
    cause,
    confidence: doubt === null ? 'likely' : 'possible',
    sentence,
    reason: `${answeredBy(call)}${saying(call)}${doubt === null ? '' : `, although ${doubt}`}.`,
    evidence: answerEvidence(call),
    mends: [...mends, ...issuerMends(cause, call)],
    probes: gate === 'assertion' ? ['doctor'] : [],
  });
}

function issuerMends(cause: string, { assertion }: RemoteCall) {
  const isSample = assertion.jwt?.claims.iss === 'test@developer.gserviceaccount.com';
  return cause === 'issuer-not-registered' && isSample
    ? [advice('test@developer.gserviceaccount.com is the example of Magnus’ documentation.')]
    : [];
}

/** What the call shows against the words; null for nothing. */
function doubtOf(cause: string, { assertion, serverAt, input }: RemoteCall): string | null {
  const { header = {}, claims = {} } = assertion.jwt ?? {};
  const exp = readClaimTime(claims.exp);
  const iat = readClaimTime(claims.iat);
  if (cause === 'assertion-expired' && serverAt !== null && exp.at !== null && exp.at > serverAt) {
    return 'by the clock of the server it had not';
  }
  if (
    cause === 'token-not-yet-valid' &&
    serverAt !== null &&
    iat.at !== null &&
    iat.at <= serverAt &&
    claims.nbf === undefined
  ) {
    return 'its `iat` is past by the clock of the server';
  }
  if (cause === 'issuer-not-service-account' && isServiceAccount(claims.iss)) return 'its `iss` is one';
  if (cause === 'algorithm-not-rs256' && header.alg === 'RS256' && header.typ === 'JWT') return 'its header says RS256';
  if (cause === 'assertion-missing' && (assertion.property === 'jwt' || assertion.property === 'hidden')) {
    return 'there is one';
  }
  if (cause === 'assertion-lifetime-too-long' && isAnHour(iat.at, exp.at)) return 'it lives for an hour at most';
  if (cause === 'body-too-large' && input.exchange.request.bodyBytes < 1_000_000) return 'it is small';
  return null;
}

function isAnHour(iat: number | null, exp: number | null): boolean {
  return iat !== null && exp !== null && exp - iat <= 3_600_000;
}
