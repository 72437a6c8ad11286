import type { GateReport } from '../../model/gate-report.ts';
import type { ExplainInput } from '../system.ts';
import { httpRules } from './http-rules.ts';
import { networkLeg } from './legs.ts';
import { networkGates } from './network-gates.ts';
import { networkRules } from './network-rules.ts';
import { judge } from './rule.ts';
import { explainUnknown } from './unknown.ts';

/** Which of the gates every call passes let an exchange through, and what is known of a failure. */
export function explain(input: ExplainInput): GateReport {
  const found = judge([...networkRules, ...httpRules], input);
  const judgements = found.length > 0 ? found : explainUnknown(input);
  const stoppedAt = judgements[0]?.gate ?? null;
  const gates = networkGates(networkLeg(input), stoppedAt);
  return {
    gates,
    stoppedAt: gates.some((gate) => gate.id === stoppedAt) ? stoppedAt : null,
    findings: judgements.map(({ finding }) => finding),
  };
}
