import type { Fault, Faults } from '../faults.ts';
import type { HumanTask } from './tasks.ts';

/** What can happen to the tasks a user has in the list. */
export const taskEvents = [
  {
    id: 'tasks-claimed',
    name: 'Claimed by a colleague',
    words: 'erin claims what alice has in her list: claim one, and ask for the task itself',
    group: 'Tasks',
    cause: 'task-claimed-by-other',
  },
  {
    id: 'tasks-escalated',
    name: 'Escalated',
    words: 'what alice has in her list goes to bob, its time being over: claim one, and ask for the task itself',
    group: 'Tasks',
    cause: 'task-escalated',
  },
] as const satisfies readonly Fault[];

export type TaskEventId = (typeof taskEvents)[number]['id'];

const ids = taskEvents.map(({ id }) => id);

/**
 * Lets happen to the tasks what was turned on, and undoes what was turned off, as far as nobody has gone on with the task
 * since. To be called before the tasks are looked at.
 */
export function createTaskEvents(tasks: readonly HumanTask[], faults: Faults<TaskEventId>): () => void {
  let happened: TaskEventId | null = null;
  let undo: (() => void)[] = [];
  return () => {
    const wanted = faults.firstOn(ids);
    if (wanted === happened) return;
    for (const one of undo) one();
    undo = wanted === null ? [] : tasks.filter(isListed).map(happens[wanted]);
    happened = wanted;
  };
}

function isListed({ taskType, status, potentialOwners }: HumanTask): boolean {
  return taskType === 'TASK' && status === 'READY' && potentialOwners.includes('alice');
}

/** Each answers with how it is undone. */
const happens: Readonly<Record<TaskEventId, (task: HumanTask) => () => void>> = {
  'tasks-claimed'(task) {
    Object.assign(task, { status: 'RESERVED', actualOwner: 'erin' });
    return () => {
      if (task.status === 'RESERVED' && task.actualOwner === 'erin') {
        Object.assign(task, { status: 'READY', actualOwner: null });
      }
    };
  },
  'tasks-escalated'(task) {
    const { potentialOwners } = task;
    Object.assign(task, { potentialOwners: ['bob'], isEscalated: true });
    return () => Object.assign(task, { potentialOwners, isEscalated: false });
  },
};
