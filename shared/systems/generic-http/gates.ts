import type { GateReport } from '../../model/gate-report.ts';
import type { ExplainInput } from '../system.ts';
import { httpRules } from './http-rules.ts';
import { networkLeg } from './legs.ts';
import { networkGates } from './network-gates.ts';
import { networkRules } from './network-rules.ts';
import { reportOf } from './report.ts';

/** Which of the gates every call passes let an exchange through, and what is known of a failure. */
export function explain(input: ExplainInput): GateReport {
  return reportOf(input, [...networkRules, ...httpRules], (stoppedAt) => networkGates(networkLeg(input), stoppedAt));
}
