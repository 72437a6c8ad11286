import type { Gate, GateReport, GateState } from '../../model/gate-report.ts';
import type { ExplainInput } from '../system.ts';
import { networkLeg } from './legs.ts';
import { networkGates, noteOf, wasSent } from './network-gates.ts';
import { reportOf } from './report.ts';
import type { Rule } from './rule.ts';

/** A gate of a service: its id and the name drawn. */
export type ServiceGate = readonly [id: string, name: string];

/** The report of a service whose gates stand in one row behind the network's. `rules` come in the order of the gates. */
export function explainService(input: ExplainInput, rules: readonly Rule[], gates: readonly ServiceGate[]): GateReport {
  return reportOf(input, rules, (stoppedAt) => [
    ...networkGates(networkLeg(input), stoppedAt),
    ...serviceStrip(input, stoppedAt, gates),
  ]);
}

/** How a call fared at each gate, as far as the answer tells: an answer of 2xx that nothing speaks against passed them all. */
function serviceStrip(input: ExplainInput, stoppedAt: string | null, gates: readonly ServiceGate[]): Gate[] {
  const stop = gates.findIndex(([id]) => id === stoppedAt);
  return gates.map(([id, name], at) => {
    const state: GateState = stop < 0 ? openState(input, stoppedAt) : stateBeside(at, stop);
    return { id, name, state, note: noteOf(state) ?? 'passed', evidence: [] };
  });
}

function stateBeside(at: number, stop: number): GateState {
  if (at === stop) return 'stopped';
  return at < stop ? 'passed' : 'not-reached';
}

/** The state of every gate when none of them is known to have stopped the call. */
function openState(input: ExplainInput, stoppedAt: string | null): GateState {
  if (stoppedAt !== null || !wasSent(input.exchange)) return 'not-reached';
  const status = input.exchange.failure === null ? (input.exchange.response?.status ?? 0) : 0;
  return status >= 200 && status < 300 ? 'passed' : 'unknown';
}
