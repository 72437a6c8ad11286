import type { GateReport } from '../../model/gate-report.ts';
import { httpRules } from '../generic-http/http-rules.ts';
import { networkLeg } from '../generic-http/legs.ts';
import { networkGates } from '../generic-http/network-gates.ts';
import { networkRules } from '../generic-http/network-rules.ts';
import { reportOf } from '../generic-http/report.ts';
import type { Rule } from '../generic-http/rule.ts';
import { tokenEndpointRules } from '../generic-http/token-endpoint-rules.ts';
import { tokenRules } from '../generic-http/token-rules.ts';
import type { ExplainInput } from '../system.ts';
import { authorityRules } from './authority-rules.ts';
import { payloadRules } from './payload-rules.ts';
import { resourceRules } from './resource-rules.ts';
import { serviceGates } from './service-gates.ts';

/** In the order of the gates, so that of equally believed causes the earlier gate's comes first. */
const rules: readonly Rule[] = [
  ...tokenEndpointRules,
  ...networkRules,
  ...tokenRules,
  ...authorityRules,
  ...resourceRules,
  ...payloadRules,
  ...httpRules,
];

/** Which gates of the workflow service let an exchange through, which stopped it, why that is believed, what mends it. */
export function explain(input: ExplainInput): GateReport {
  return reportOf(input, rules, (stoppedAt) => [
    ...networkGates(networkLeg(input), stoppedAt),
    ...serviceGates(input, stoppedAt),
  ]);
}
