import type { Gate, GateState } from '../../model/gate-report.ts';
import { noteOf, wasSent } from '../generic-http/network-gates.ts';
import type { Seen } from './seen.ts';

const gates = [
  ['credentials', 'Credentials sent'],
  ['container', 'Web container'],
  ['engine', 'Engine'],
  ['identity', 'Identity service'],
  ['task-state', 'Task state'],
] as const;
type GateId = (typeof gates)[number][0];

/** The gates of the Process Server behind the network's. What the answer does not show is drawn as not known. */
export function drawStrip(seen: Seen, stoppedAt: string | null): Gate[] {
  const stop = gates.findIndex(([id]) => id === stoppedAt);
  return gates.map(([id, name], at) => {
    const state = stateOf(seen, id, at, stop, stoppedAt);
    return { id, name, state, note: noteOf(state) ?? 'passed', evidence: [] };
  });
}

function stateOf(seen: Seen, id: GateId, at: number, stop: number, stoppedAt: string | null): GateState {
  if (at === stop) return 'stopped';
  if (stop >= 0 && at > stop) return 'not-reached';
  // A gate of the network stopped it, or the call never left.
  if (stop < 0 && (stoppedAt !== null || !wasSent(seen.exchange))) return 'not-reached';
  return isPassed(seen, id, stop >= 0) ? 'passed' : 'unknown';
}

function isPassed(seen: Seen, id: GateId, isStopped: boolean): boolean {
  const { login, answer, status, isEmptyList } = seen;
  const isFromEngine = answer.kind === 'response' || answer.kind === 'fault' || answer.kind === 'wsdl';
  // An answer whose body was not kept is judged by its status alone.
  const isWell = status !== null && status >= 200 && status < 300;
  const isUnseenWell = isWell && answer.kind === 'unseen' && !isStopped;
  switch (id) {
    case 'credentials':
      return (
        login.kind === 'password' ||
        (login.kind === 'unfit' && status === 401) ||
        ((isFromEngine || isUnseenWell) && !isEmptyList && isWell)
      );
    case 'container':
      return isFromEngine || isUnseenWell;
    case 'engine':
      return answer.kind === 'response' || isUnseenWell || (answer.fault !== null && answer.fault.name !== '');
    default:
      return (isWell && answer.kind === 'response' && !isEmptyList) || isUnseenWell || (isStopped && isEmptyList);
  }
}
