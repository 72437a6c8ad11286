import type { GateReport } from '../../model/gate-report.ts';
import { httpRules } from '../generic-http/http-rules.ts';
import { networkRules } from '../generic-http/network-rules.ts';
import type { Judgement } from '../generic-http/rule.ts';
import { explainService, type ServiceGate } from '../generic-http/service-strip.ts';
import { tokenEndpointRules } from '../generic-http/token-endpoint-rules.ts';
import type { ExplainInput } from '../system.ts';
import { exchangedAtGoogle } from './address-rules.ts';
import type { MagnusGateId } from './fault.ts';
import { explainAnswer } from './remote-rules.ts';

const gates: readonly ServiceGate[] = [
  ['assertion', 'Key and assertion'],
  ['request-body', 'Request body'],
  ['permission', 'Permission'],
  ['concurrency', 'Concurrency'],
  ['backend', 'Backend'],
] satisfies (readonly [MagnusGateId, string])[];

/** Which gates of Magnus let a call through and which stopped it, as far as request and answer say so. */
export function explain(input: ExplainInput): GateReport {
  const atGoogle = exchangedAtGoogle(input);
  if (atGoogle !== null) return explainService(input, [() => atGoogle], gates);
  const found = explainAnswer(input);
  // An answer that names its reason needs no second finding for its status.
  const rest = isExplained(found) ? [] : httpRules;
  const own = found.map((one) => () => one);
  return explainService(input, [...networkRules, ...tokenEndpointRules, ...own, ...rest], gates);
}

function isExplained(found: readonly Judgement[]): boolean {
  return found.some(({ finding }) => finding.cause === 'backend-error' || finding.confidence === 'certain');
}
