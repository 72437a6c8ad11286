import type { GateReport } from '../../model/gate-report.ts';
import { httpRules } from '../generic-http/http-rules.ts';
import { networkLeg } from '../generic-http/legs.ts';
import { networkGates } from '../generic-http/network-gates.ts';
import { networkRules } from '../generic-http/network-rules.ts';
import { reportOf } from '../generic-http/report.ts';
import type { Judgement, Rule } from '../generic-http/rule.ts';
import type { ExplainInput } from '../system.ts';
import { addressFaultRules } from './address-fault-rules.ts';
import { addressRules } from './address-rules.ts';
import { containerRules } from './container-rules.ts';
import { envelopeRules } from './envelope-rules.ts';
import { faultByName, identityFailed, otherFault, securityFault } from './fault-rules.ts';
import { hiddenFaults } from './hidden-faults.ts';
import { emptyForAnonymous, identityUnavailable, noHumanRole } from './list-rules.ts';
import { hidesSeenTasks, misspeltClause, narrowQuestion, plainQuestion } from './query-rules.ts';
import { readCall, type Seen } from './seen.ts';
import { sessionBesides, sessionOfOther } from './session-rules.ts';
import { drawStrip } from './strip.ts';
import { claimedByOther, escalated } from './task-rules.ts';

/** In the order in which they are asked: who is it, what is asked for, who may see it. Among equals it decides. */
const knowings = [
  sessionOfOther,
  ...containerRules,
  emptyForAnonymous,
  identityFailed,
  securityFault,
  ...envelopeRules,
  ...addressFaultRules,
  ...addressRules,
  hidesSeenTasks,
  misspeltClause,
  narrowQuestion,
  noHumanRole,
  plainQuestion,
  escalated,
  claimedByOther,
  identityUnavailable,
  sessionBesides,
];

/** Which gates of the Process Server let a call through and which stopped it, as far as its answer says so. */
export function explain(input: ExplainInput): GateReport {
  const seen = readCall(input);
  const found = judgementsOf(seen);
  const rules: Rule[] = [...networkRules, ...found.map((one) => () => one), ...failureRules(seen, found)];
  return reportOf(input, rules, (stoppedAt) => [
    ...networkGates(networkLeg(input), stoppedAt),
    ...drawStrip(seen, stoppedAt),
  ]);
}

/** What is known of a call, and of the fault it was answered with. */
function judgementsOf(seen: Seen): Judgement[] {
  const found = knowings.map((knowing) => knowing(seen)).filter((one) => one !== null);
  const believed = found.filter(({ finding }) => finding.confidence !== 'possible');
  // That a user has no role at all explains a refusal, and does not say more than it.
  const isExplained = believed.some(({ finding }) => finding.cause !== 'no-human-role');
  const fault = faultByName(seen, isExplained) ?? (isExplained ? null : otherFault(seen));
  const all = [...found, ...(fault === null ? [] : [fault]), ...hiddenFaults(seen)];
  return withoutGuesses(all);
}

/** Beside a likely cause two guesses are enough, and beside a proof none. */
function withoutGuesses(all: readonly Judgement[]): Judgement[] {
  const confidences = all.map(({ finding }) => finding.confidence);
  const isLikely = confidences.includes('likely');
  const most = confidences.includes('certain') ? 0 : isLikely ? 2 : Number.POSITIVE_INFINITY;
  const believed = all.filter(({ finding }) => finding.confidence !== 'possible');
  const named = new Set(believed.map(({ finding }) => finding.cause));
  const guesses = all.filter(({ finding }) => {
    const isNew = finding.confidence === 'possible' && !named.has(finding.cause);
    named.add(finding.cause);
    return isNew;
  });
  return [...believed, ...guesses.slice(0, most)];
}

/**
 * What any HTTP service may have. SOAP sends every fault with status 500: with a fault the fault is the cause, and without one
 * a gateway's page may stand where it was. A cause that is named goes before the status.
 */
function failureRules(seen: Seen, found: readonly Judgement[]): Rule[] {
  if (seen.answer.fault !== null) return [];
  const isNamed = found.some(({ finding }) => finding.confidence !== 'possible');
  if (seen.status !== 500 && !isNamed) return [...httpRules];
  return httpRules.map((rule) => (input: ExplainInput) => {
    const one = rule(input);
    return one?.finding.confidence !== 'certain'
      ? one
      : { ...one, finding: { ...one.finding, confidence: 'likely' as const } };
  });
}
