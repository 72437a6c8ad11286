import type { Mend } from '../../model/gate-report.ts';
import { advice } from '../generic-http/rule.ts';
import type { TaskSeen } from './answer.ts';
import { passageOf, type SentCall, type SentQuery } from './sent-call.ts';

/** A part of a task list's question that leaves tasks out. */
export type Narrowing =
  | 'whereClause'
  | 'createdOnClause'
  | 'workQueue'
  | 'status'
  | 'genericHumanRole'
  | 'taskIndexOffset'
  | 'maxTasks'
  | 'taskType';

const usualRole = 'POTENTIAL_OWNERS';
const closed = ['EXITED', 'FAILED', 'ERROR', 'COMPLETED', 'OBSOLETE'];

/** The parts of a question that ask for less than a plain one does. A plain list asks for the open tasks of a potential owner. */
export function narrowingsOf(query: SentQuery): Narrowing[] {
  const asked: readonly (readonly [Narrowing, boolean])[] = [
    ['whereClause', query.whereClause !== ''],
    ['createdOnClause', query.createdOnClause !== ''],
    ['workQueue', query.workQueue !== ''],
    ['status', query.statuses.length > 0],
    ['genericHumanRole', query.role !== null && query.role !== usualRole],
    ['taskIndexOffset', (query.offset ?? 0) > 0],
    ['maxTasks', query.maxTasks === 0],
    ['taskType', query.taskType === 'NOTIFICATIONS'],
  ];
  return asked.filter(([, isNarrow]) => isNarrow).map(([name]) => name);
}

/** The parts of `ours` that leave out a task which the question `theirs` brought back; empty when none does. */
export function whatHides(ours: SentQuery, theirs: SentQuery, task: TaskSeen): Narrowing[] {
  const isNotification = /^NOTIF/i.test(task.taskType ?? '');
  const isTask = task.taskType !== null && !isNotification;
  const hides: readonly (readonly [Narrowing, boolean])[] = [
    ['whereClause', ours.whereClause !== '' && ours.whereClause !== theirs.whereClause],
    ['createdOnClause', ours.createdOnClause !== '' && ours.createdOnClause !== theirs.createdOnClause],
    ['workQueue', ours.workQueue !== theirs.workQueue],
    ['status', isLeftOut(ours.statuses, task.status)],
    ['genericHumanRole', (ours.role ?? usualRole) !== (theirs.role ?? usualRole)],
    ['taskIndexOffset', (ours.offset ?? 0) > (theirs.offset ?? 0)],
    ['maxTasks', ours.maxTasks === 0],
    ['taskType', (ours.taskType === 'TASKS' && isNotification) || (ours.taskType === 'NOTIFICATIONS' && isTask)],
  ];
  return hides.filter(([, isHidden]) => isHidden).map(([name]) => name);
}

function isLeftOut(statuses: readonly string[], status: string | null): boolean {
  if (status === null) return false;
  return statuses.length > 0 ? !statuses.includes(status) : closed.includes(status);
}

/** As a person would name it. */
export function wordsOf(name: Narrowing, query: SentQuery): string {
  switch (name) {
    case 'status':
      return query.statuses.length === 0
        ? 'no status, which leaves out the closed ones'
        : `the status ${listed(query.statuses)}`;
    case 'genericHumanRole':
      return `the role \`${(query.role ?? usualRole).slice(0, 40)}\``;
    case 'taskIndexOffset':
      return `what comes after the first ${query.offset ?? 0}`;
    case 'maxTasks':
      return 'none at all (`maxTasks` is 0)';
    case 'taskType':
      return `\`${(query.taskType ?? '').slice(0, 40)}\``;
    default:
      return `a \`${name}\``;
  }
}

function listed(statuses: readonly string[]): string {
  return statuses
    .slice(0, 9)
    .map((one) => `\`${one.slice(0, 40)}\``)
    .join(', ');
}

/** Widens one part of the question. `role` is one that was seen to have tasks. */
export function widened(sent: SentCall, query: SentQuery, name: Narrowing, role: string | null = null): Mend {
  const parts = query.parts.filter((part) => part.name === name);
  const [first] = parts;
  const last = parts.at(-1);
  const text = widenedText(name, role);
  if (name === 'genericHumanRole' && first === undefined && role !== null) return roleAdded(sent, query, role, text);
  if (first === undefined || last === undefined || first.end === 0) return advice(text);
  const from = passageOf(sent, { ...first, end: last.end });
  const element = (value: string) => passageOf(sent, first).replace(/>[^<]*</, () => `>${value}<`);
  const open = [
    'READY',
    'RESERVED',
    'IN_PROGRESS',
    'SUSPENDED',
    ...query.statuses.filter((one) => closed.includes(one)),
  ];
  const to: Partial<Record<Narrowing, string>> = {
    status: open.map(element).join(''),
    maxTasks: element('20'),
    taskIndexOffset: element('0'),
    taskType: element('ALL'),
    ...(role === null ? {} : { genericHumanRole: element(role) }),
  };
  return { text, action: { kind: 'correct-body', from, to: to[name] ?? '' } };
}

function widenedText(name: Narrowing, role: string | null): string {
  if (name === 'status') return 'Ask for every open status as well.';
  if (name === 'genericHumanRole') return role === null ? 'Ask as potential owner.' : `Ask as \`${role}\`.`;
  if (name === 'taskIndexOffset') return 'Begin with the first task.';
  if (name === 'maxTasks') return 'Ask for 20 tasks.';
  return name === 'taskType' ? 'Ask for tasks and notifications.' : `Leave the \`${name}\` out.`;
}

function roleAdded(sent: SentCall, query: SentQuery, role: string, text: string): Mend {
  const type = query.parts.find(({ name }) => name === 'taskType');
  if (type === undefined || type.end === 0) return advice(text);
  const from = passageOf(sent, type);
  const prefix = type.prefix === '' ? '' : `${type.prefix}:`;
  const name = `${prefix}genericHumanRole`;
  return { text, action: { kind: 'correct-body', from, to: `${from}<${name}>${role}</${name}>` } };
}

/** Names of task properties as the service writes them: it tells capitals from small letters. */
const properties = [
  'ID',
  'Name',
  'TaskType',
  'Status',
  'Priority',
  'CreatedOn',
  'CreatedBy',
  'ActivationTime',
  'ExpirationTime',
  'StartBy',
  'StartByExists',
  'CompleteBy',
  'CompleteByExists',
  'IsSkipable',
  'HasPotentialOwners',
  'PresentationName',
  'PresentationSubject',
  'Escalated',
];

/** A property in a where clause whose capitals are wrong, and how it is written; null when none is seen. */
export function wrongCase(whereClause: string): { from: string; to: string } | null {
  const clause = whereClause.slice(0, 4_000).replaceAll(/'[^']*'|"[^"]*"/g, ' ');
  for (const [written = '', own = ''] of clause.matchAll(/\btask\.([A-Za-z]{1,40})\b/gi)) {
    const known = properties.find((one) => one.toLowerCase() === own.toLowerCase());
    const right = `Task.${known ?? own}`;
    if (written !== right) return { from: written, to: right };
  }
  return null;
}
