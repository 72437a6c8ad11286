import type { NetworkPhase } from '../../model/exchange.ts';
import type { Confidence } from '../../model/gate-report.ts';
import { answeredWayRules } from './answered-way-rules.ts';
import { clientCertificateRules } from './client-certificate-rules.ts';
import { hostOf, networkLeg, partyOf } from './legs.ts';
import type { NetworkCause } from './network-cause.ts';
import { networkCauses } from './network-causes.ts';
import { advice, judgement, type Leg, type Rule } from './rule.ts';
import { tlsCauses } from './tls-causes.ts';
import { wayCauses } from './way-causes.ts';

/** Causes that lie on the way to an answer. The leg that ended the exchange is judged. */
export const networkRules: readonly Rule[] = [
  ...clientCertificateRules,
  ...[...networkCauses, ...wayCauses, ...tlsCauses].map(ruleOf),
  ...answeredWayRules,
];

function ruleOf(known: NetworkCause): Rule {
  return (input) => {
    const leg = networkLeg(input);
    const code = leg.failure?.code;
    if (leg.failure === null || code === undefined || !known.codes.some((one) => matches(one, code))) return null;
    return judgement(known.gate === 'phase' ? gateOfPhase(leg.failure.phase) : gateOf(known, leg), {
      cause: known.cause,
      confidence: confidenceOf(known, leg),
      sentence: known.sentence(hostOf(leg.request.url), leg),
      reason: known.reason,
      evidence: [{ text: code, source: `network error while talking to the ${partyOf(leg)}` }],
      mends: known.mends.map(advice),
      probes: confidenceOf(known, leg) === 'certain' ? [] : ['doctor'],
    });
  };
}

/** A timeout of the network may also come while the answer is awaited; then the connection was there. */
function isLate(known: NetworkCause, { failure }: Leg): boolean {
  return known.cause === 'connection-timeout' && !['lookup', 'connect', 'login'].includes(failure?.phase ?? '');
}

/** Over TLS a server that asks for a certificate may end a fresh connection without a word, so a mere end proves nothing else. */
function confidenceOf(known: NetworkCause, leg: Leg): Confidence {
  const isSilentEnd =
    known.cause === 'connection-closed' && leg.request.url.startsWith('https:') && leg.failure?.phase !== 'connect';
  return known.confidence === 'certain' && (isLate(known, leg) || isSilentEnd) ? 'likely' : known.confidence;
}

function gateOf(known: NetworkCause, leg: Leg): string | null {
  return isLate(known, leg) || known.gate === 'phase' ? null : known.gate;
}

function matches(known: string | RegExp, code: string): boolean {
  return typeof known === 'string' ? known === code : known.test(code);
}

function gateOfPhase(phase: NetworkPhase): string | null {
  if (phase === 'lookup' || phase === 'proxy' || phase === 'tls') return phase;
  return phase === 'connect' ? 'connection' : null;
}
