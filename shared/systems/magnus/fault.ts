import type { CauseId } from '../../model/cause.ts';
import type { Confidence, Evidence, Mend } from '../../model/gate-report.ts';
import type { ProbeId } from '../../model/probe.ts';
import { type Judgement, judgement } from '../generic-http/rule.ts';
import { answerEvidence, answeredBy, isInvalid, isRefused, type RemoteCall, saying } from './remote-call.ts';

/**
 * What a call has against it before anybody answered: a documented rule it breaks.
 * - `proven`: it breaks it, whatever the server forgives. - `doubtful`: it breaks it by little, or some servers forgive it.
 * - `slight`: hardly any server minds.
 */
export type Fault = {
  cause: CauseId;
  gate: MagnusGateId;
  proof: 'proven' | 'doubtful' | 'slight';
  sentence: string;
  /** Begins the reason: "its header says HS256". */
  because: string;
  evidence: Evidence[];
  mends: Mend[];
  probes?: readonly ProbeId[];
};

export type MagnusGateId = 'assertion' | 'request-body' | 'permission' | 'concurrency' | 'backend';
export type FaultRule = (call: RemoteCall) => Fault | null;

/**
 * How far a fault explains the answer. `certain` asks that Magnus itself refused the call, that this is the one rule it breaks
 * by more than a hair, and that the answer's words speak of nothing else; or that the words name it. `accessDenied` speaks of
 * the permission on the workflow, which is looked at after the assertion was taken.
 */
export function confidenceOf(fault: Fault, all: readonly Fault[], call: RemoteCall): Confidence | null {
  const isProven = fault.proof === 'proven';
  if (call.said.has(fault.cause)) return isProven ? 'certain' : fault.proof === 'slight' ? 'possible' : 'likely';
  if (call.said.size > 0) return isProven ? 'possible' : null;
  if (call.answer.reason === 'accessDenied') return isProven ? 'possible' : null;
  if (isProven) {
    const isAlone = all.every((other) => other.proof === 'slight' || isSameTrouble(fault, other));
    return isAlone && call.answer.reason === 'invalid' ? 'certain' : 'likely';
  }
  const isOutdone = all.some(({ proof }) => proof === 'proven');
  return fault.proof === 'slight' || isOutdone ? 'possible' : 'likely';
}

/** A clock that is off shows in the times of the assertion: the two are one trouble. */
function isSameTrouble({ cause }: Fault, other: Fault): boolean {
  const isTimely = (one: CauseId) => ['clock-skew', 'assertion-expired', 'token-not-yet-valid'].includes(one);
  return other.cause === cause || (isTimely(other.cause) && isTimely(cause));
}

/** The answer may be about this fault: a wrong body is not answered with 401 or 403. */
export function isAnsweredFor({ gate, cause }: Fault, call: RemoteCall): boolean {
  const { reason, status, result } = call.answer;
  if (cause === 'workflow-id-missing' && reason === 'notFound') return true;
  if (gate === 'assertion') return isRefused(call) || reason === 'accessDenied';
  return isInvalid(call) || (result === null && reason === null && status === 413 && cause === 'body-too-large');
}

export function judgementOf(fault: Fault, confidence: Confidence, call: RemoteCall): Judgement {
  return judgement(confidence === 'possible' ? null : fault.gate, {
    cause: fault.cause,
    confidence,
    sentence: fault.sentence,
    reason: `${fault.because}, and ${answeredBy(call)}${saying(call)}.`,
    evidence: [...fault.evidence, ...answerEvidence(call)],
    mends: fault.mends,
    probes: fault.probes ?? [],
  });
}
