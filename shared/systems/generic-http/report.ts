import type { Gate, GateReport } from '../../model/gate-report.ts';
import type { Probe, ProbeId } from '../../model/probe.ts';
import type { ExplainInput } from '../system.ts';
import { type Judgement, judge, type Rule } from './rule.ts';
import { explainUnknown } from './unknown.ts';

/** Asks the rules, draws the gates by what they found, and offers the probes that would tell more. */
export function reportOf(
  input: ExplainInput,
  rules: readonly Rule[],
  drawGates: (stoppedAt: string | null) => Gate[],
): GateReport {
  const found = judge(rules, input);
  const judgements = found.length > 0 ? found : explainUnknown(input);
  const stoppedAt = judgements[0]?.gate ?? null;
  const gates = drawGates(stoppedAt);
  return {
    gates,
    stoppedAt: gates.some(({ id }) => id === stoppedAt) ? stoppedAt : null,
    findings: judgements.map(({ finding }) => finding),
    probes: probesOf(judgements, input),
  };
}

const probeTexts: Readonly<Record<ProbeId, string>> = {
  'list-definitions': 'List the workflow definitions with this token',
  'renew-token': 'Fetch a second token and compare its scopes',
  'verify-token': 'Check the token’s signature against its issuer’s keys',
  'without-credentials': 'Ask the same once more without credentials',
  'with-credentials': 'Ask the same once more with the connection’s login and a new session',
  'every-status': 'Ask for every status',
  'every-human-role': 'Ask for the tasks of each human role',
  'task-info': 'Ask for the task itself',
  'run-history': 'Ask for the history of the run before',
  'read-instance': 'Read the instance with its error messages',
  doctor: 'Walk the way from the name lookup to the login',
};

/** A proven cause needs no probe. A probe's own exchange offers none, so that probes never nest. */
function probesOf(judgements: readonly Judgement[], { exchange }: ExplainInput): Probe[] {
  if (judgements[0]?.finding.confidence === 'certain' || exchange.probeOf !== null) return [];
  const ids = [...new Set(judgements.flatMap(({ probes }) => probes))];
  return ids.map((id) => ({
    id,
    text: probeTexts[id],
    decides: judgements.filter(({ probes }) => probes.includes(id)).map(({ finding }) => finding.cause),
  }));
}
