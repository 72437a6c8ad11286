import { humanRoles, namespaces, taskStatuses } from '#shared/systems/process-server/envelopes.ts';
import type { XmlElement } from './read-xml.ts';
import type { TaskFault, TaskFilter } from './tasks.ts';

const taskTypes = ['TASKS', 'NOTIFICATIONS', 'ALL'] as const;
/** Queries of the real service that this one does not evaluate: better refused than answered wrongly. */
const notPractised = ['workQueue', 'whereClause', 'createdOnClause'];

export type TaskQueryReading = { ok: true; filter: TaskFilter } | { ok: false; fault: TaskFault };

/** Reads the elements of a task list. Sentences name elements and never repeat what is in them. */
export function readTaskQuery(query: XmlElement): TaskQueryReading {
  const filter: TaskFilter = { taskType: 'ALL', role: 'POTENTIAL_OWNERS', statuses: null, maxTasks: null };
  for (const { namespace, localName, text } of query.children) {
    const value = text.trim();
    const isKnown = namespace === namespaces.htdt && take(filter, localName, value);
    if (isKnown) continue;
    const why = notPractised.includes(localName) ? 'is not evaluated by the practice system' : 'is not valid';
    return { ok: false, fault: { name: 'illegalArgument', message: `The element ${nameFit(localName)} ${why}.` } };
  }
  return { ok: true, filter };
}

/** Puts one element into the filter; false when its name or value is none. */
function take(filter: TaskFilter, name: string, value: string): boolean {
  if (name === 'taskType') return assign(taskTypes, value, (known) => (filter.taskType = known));
  if (name === 'genericHumanRole') return assign(humanRoles, value, (known) => (filter.role = known));
  if (name === 'status') {
    return assign(taskStatuses, value, (known) => (filter.statuses = [...(filter.statuses ?? []), known]));
  }
  if (name === 'maxTasks' && /^\d{1,9}$/.test(value)) {
    filter.maxTasks = Number(value);
    return true;
  }
  return notPractised.includes(name) && value === '';
}

function assign<T extends string>(known: readonly T[], value: string, put: (value: T) => void): boolean {
  const found = known.find((one) => one === value);
  if (found !== undefined) put(found);
  return found !== undefined;
}

function nameFit(name: string): string {
  return name.slice(0, 40);
}
