import type { GateReport } from '../../model/gate-report.ts';
import { httpRules } from '../generic-http/http-rules.ts';
import { networkRules } from '../generic-http/network-rules.ts';
import { explainService, type ServiceGate } from '../generic-http/service-strip.ts';
import type { ExplainInput } from '../system.ts';
import { faultOf, taskRules } from './task-rules.ts';

const gates: readonly ServiceGate[] = [
  ['credentials', 'Credentials sent'],
  ['container', 'Web container'],
  ['engine', 'Engine'],
  ['identity', 'Identity service'],
  ['task-state', 'Task state'],
];

/** Which gates of the Process Server let a call through and which stopped it, as far as its answer says so. */
export function explain(input: ExplainInput): GateReport {
  // SOAP sends every fault with status 500: the fault is the cause, and the status no second one.
  const rest = faultOf(input) === null ? httpRules : [];
  return explainService(input, [...networkRules, ...taskRules, ...rest], gates);
}
