import { type Judgement, judge } from '../generic-http/rule.ts';
import type { ExplainInput } from '../system.ts';
import { wrongAddress } from './address-rules.ts';
import { assertionFaults } from './assertion-faults.ts';
import { bodyFaults } from './body-faults.ts';
import { confidenceOf, type Fault, isAnsweredFor, judgementOf } from './fault.ts';
import { guessRules } from './guess-rules.ts';
import { reasonRules } from './reason-rules.ts';
import { type RemoteCall, readRemoteCall } from './remote-call.ts';
import { saidRules } from './said-rules.ts';
import { timeFaults } from './time-faults.ts';
import { witnessRules } from './witness-rules.ts';

/** In the order of the gates. */
const faultRules = [...assertionFaults, ...timeFaults, ...bodyFaults];

/** Why Magnus answered as it did, most believed first; empty when nothing known fits. */
export function explainAnswer(input: ExplainInput): Judgement[] {
  const call = readRemoteCall(input);
  if (call === null) return [];
  const shown = [
    ...faultJudgements(call),
    ...[...saidRules, ...reasonRules, ...witnessRules, wrongAddress].flatMap((rule) => rule(call) ?? []),
  ];
  return judge(
    [...shown, ...guessesBeside(shown, call)].map((one) => () => one),
    input,
  );
}

/** A proven cause leaves nothing to guess; save that a backend may fail over a parameter. */
function guessesBeside(shown: readonly Judgement[], call: RemoteCall): Judgement[] {
  const confidences = shown.map(({ finding }) => finding.confidence);
  if (confidences.includes('certain') && call.answer.reason !== 'backendError') return [];
  const isShown = confidences.some((one) => one !== 'possible');
  // Words that name a cause leave nothing to guess either.
  if (isShown && call.said.size > 0) return [];
  const guesses = guessRules.flatMap((rule) => rule(call) ?? []);
  return isShown ? guesses.filter(({ finding }) => finding.cause !== 'remote-invalid') : guesses;
}

function faultJudgements(call: RemoteCall): Judgement[] {
  const faults = faultsOf(call);
  if (faults.length === 0) return [];
  const tolerated = toleratedBy(call);
  const weighed = faults.map((fault) => (tolerated.has(fault.cause) ? { ...fault, proof: 'slight' as const } : fault));
  return weighed.flatMap((fault) => {
    const confidence = isAnsweredFor(fault, call) ? confidenceOf(fault, weighed, call) : null;
    return confidence === null ? [] : [judgementOf(fault, confidence, call)];
  });
}

function faultsOf(call: RemoteCall): Fault[] {
  return faultRules.flatMap((rule) => rule(call) ?? []);
}

/** What a call had against it that was accepted all the same: the server does not mind that. */
function toleratedBy({ input }: RemoteCall): ReadonlySet<string> {
  const accepted = input.neighbours.flatMap(({ exchange, bodyText }) => {
    const call = readRemoteCall({ ...input, exchange, bodyText, neighbours: [] });
    return call?.answer.result == null ? [] : [call];
  });
  return new Set(accepted.flatMap((call) => faultsOf(call).map(({ cause }) => cause)));
}
