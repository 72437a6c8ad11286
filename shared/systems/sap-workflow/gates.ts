import type { GateReport } from '../../model/gate-report.ts';
import { httpRules } from '../generic-http/http-rules.ts';
import { networkLeg } from '../generic-http/legs.ts';
import { networkGates } from '../generic-http/network-gates.ts';
import { networkRules } from '../generic-http/network-rules.ts';
import { remembering } from '../generic-http/once.ts';
import { reportOf } from '../generic-http/report.ts';
import type { Rule } from '../generic-http/rule.ts';
import { tokenEndpointRules } from '../generic-http/token-endpoint-rules.ts';
import { tokenRules } from '../generic-http/token-rules.ts';
import type { ExplainInput } from '../system.ts';
import { addressRules } from './address-rules.ts';
import { authorityRules } from './authority-rules.ts';
import { erroneousRules } from './erroneous-rules.ts';
import { limitRules } from './limit-rules.ts';
import { listRules } from './list-rules.ts';
import { payloadRules } from './payload-rules.ts';
import { identityRules, personRules } from './person-rules.ts';
import { resourceRules } from './resource-rules.ts';
import { serviceGates } from './service-gates.ts';
import { openRefusalRules, strangeTokenRules } from './service-instance-rules.ts';
import { stateRules } from './state-rules.ts';
import { tokenGrantRules } from './token-grant-rules.ts';

/**
 * In the order of the gates, so that of equally believed causes the earlier gate's comes first. Two come out of turn: an API
 * that serves people only refuses every token of a client, and a token of another instance lacks every authority.
 */
const rules: readonly Rule[] = [
  ...tokenEndpointRules,
  ...networkRules,
  ...identityRules,
  ...tokenRules,
  ...personRules,
  ...strangeTokenRules,
  ...authorityRules,
  ...tokenGrantRules,
  ...openRefusalRules,
  ...stateRules,
  ...resourceRules,
  ...addressRules,
  ...payloadRules,
  ...listRules,
  ...erroneousRules,
  ...limitRules,
  ...httpRules,
];

/** Which gates of the workflow service let an exchange through, which stopped it, why that is believed, what mends it. */
export function explain(given: ExplainInput): GateReport {
  const input = remembering(given);
  return reportOf(input, rules, (stoppedAt) => [
    ...networkGates(networkLeg(input), stoppedAt),
    ...serviceGates(input, stoppedAt),
  ]);
}
