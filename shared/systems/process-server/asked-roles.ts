import { humanRoles } from './envelopes.ts';
import { narrowingsOf } from './query-narrowing.ts';
import type { Seen } from './seen.ts';
import type { SentQuery } from './sent-call.ts';

/** Recipients get notifications (WS-HumanTask 1.1, section 3.1); the other roles see tasks. */
const taskRoles = humanRoles.filter((role) => role !== 'NOTIFICATION_RECIPIENTS');
const openStatuses = ['READY', 'RESERVED', 'IN_PROGRESS'];

/** Probes, or earlier calls, asked for every task of the user, role by role, and none brought any. */
export function isEveryRoleEmpty(seen: Seen): boolean {
  const own = seen.witnesses().filter((one) => one.isSameUser === true);
  if (own.some(({ answer }) => answer.tasks.length > 0)) return false;
  const roles = new Set(
    [...own, seen].flatMap(({ isEmptyList, query }) => (isEmptyList && isWhole(query) ? [roleOf(query)] : [])),
  );
  return taskRoles.every((role) => roles.has(role));
}

function roleOf(query: SentQuery | null): string {
  return query?.role ?? 'POTENTIAL_OWNERS';
}

/** It leaves out no open task of its role. */
function isWhole(query: SentQuery | null): boolean {
  if (query === null) return false;
  const narrow = narrowingsOf(query).filter((name) => name !== 'genericHumanRole' && name !== 'status');
  const { statuses } = query;
  return narrow.length === 0 && (statuses.length === 0 || openStatuses.every((one) => statuses.includes(one)));
}
