import type { GateReport } from '../../model/gate-report.ts';
import { httpRules } from '../generic-http/http-rules.ts';
import { networkRules } from '../generic-http/network-rules.ts';
import { explainService, type ServiceGate } from '../generic-http/service-strip.ts';
import type { ExplainInput } from '../system.ts';
import { remoteError, remoteRules } from './remote-rules.ts';

const gates: readonly ServiceGate[] = [
  ['assertion', 'Key and assertion'],
  ['request-body', 'Request body'],
  ['permission', 'Permission'],
  ['concurrency', 'Concurrency'],
  ['backend', 'Backend'],
];

/** Which gates of Magnus let a call through and which stopped it, as far as its answer says so. */
export function explain(input: ExplainInput): GateReport {
  // An answer that names its reason needs no second finding for its status.
  const rest = remoteError(input) === null ? httpRules : [];
  return explainService(input, [...networkRules, ...remoteRules, ...rest], gates);
}
