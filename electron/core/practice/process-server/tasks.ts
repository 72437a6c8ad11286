import type { HumanRole, TaskStatus } from '#shared/systems/process-server/envelopes.ts';
import { practiceTaskId } from '#shared/systems/process-server/operations.ts';
import type { Clock } from '../../ports.ts';
import type { Faults } from '../faults.ts';
import { createTaskEvents, type TaskEventId } from './task-events.ts';

/** A task, or a notification, as the engine holds it. */
export type HumanTask = {
  id: string;
  taskType: 'TASK' | 'NOTIFICATION';
  name: string;
  subject: string;
  status: TaskStatus;
  priority: number;
  initiator: string;
  potentialOwners: readonly string[];
  administrators: readonly string[];
  recipients: readonly string[];
  actualOwner: string | null;
  /** Epoch ms. */
  createdOn: number;
  isEscalated: boolean;
  hasOutput: boolean;
};

export type TaskFault =
  | { name: 'illegalArgument' | 'illegalAccess' | 'illegalOperation' | 'recipientNotAllowed'; message: string }
  | { name: 'illegalState'; status: TaskStatus; message: string };

export type TaskFilter = {
  taskType: 'TASKS' | 'NOTIFICATIONS' | 'ALL';
  role: HumanRole;
  /** Null lists what is open. */
  statuses: readonly TaskStatus[] | null;
  maxTasks: number | null;
};

export const taskActions = ['claim', 'start', 'complete', 'release'] as const;
export type TaskAction = (typeof taskActions)[number];

export type TaskEngine = {
  list(user: string | null, filter: TaskFilter): HumanTask[];
  /** Any task, whoever asks, as long as somebody does. */
  read(user: string | null, taskId: string): HumanTask | TaskFault;
  /** Null when it is done. */
  act(user: string | null, action: TaskAction, taskId: string, hasOutput: boolean): TaskFault | null;
  /** Gives the task to one of its potential owners, who has it claimed then. Null when it is done. */
  delegate(user: string | null, taskId: string, recipient: string): TaskFault | null;
};

const open: readonly TaskStatus[] = ['READY', 'RESERVED', 'IN_PROGRESS', 'SUSPENDED'];

/** The engine with its first tasks, and the identity service in it: who may see a task, and who may do what with it. */
export function createTaskEngine(clock: Clock, faults: Faults<TaskEventId>): TaskEngine {
  const tasks = firstTasks(clock.now());
  const letHappen = createTaskEvents(tasks, faults);
  const look = () => {
    letHappen();
    return tasks;
  };
  const find = (taskId: string) => look().find(({ id }) => id === taskId) ?? null;

  /** The task when the user may do this with it now; else the fault. */
  const allow = (user: string | null, action: keyof typeof moves, taskId: string): HumanTask | TaskFault => {
    const task = find(taskId);
    if (task === null) return unknownTask;
    if (task.taskType === 'NOTIFICATION') {
      return { name: 'illegalOperation', message: `A notification does not know the operation ${action}.` };
    }
    const { who, from, verb } = moves[action];
    if (user === null || !who(task, user)) {
      return { name: 'illegalAccess', message: `The user has no role in this task that allows ${action}.` };
    }
    return from.includes(task.status) ? task : stateFault(task.status, from, verb);
  };

  return {
    list(user, { taskType, role, statuses, maxTasks }) {
      const found = look()
        .filter((task) => taskType === 'ALL' || task.taskType === (taskType === 'TASKS' ? 'TASK' : 'NOTIFICATION'))
        .filter((task) => (statuses ?? open).includes(task.status))
        .filter((task) => user !== null && isSeenAs(role, task, user));
      return maxTasks === null ? found : found.slice(0, maxTasks);
    },
    read: (user, taskId) => (user === null ? null : find(taskId)) ?? unknownTask,
    act(user, action, taskId, hasOutput) {
      const task = allow(user, action, taskId);
      if ('message' in task) return task;
      task.status = moves[action].to;
      task.actualOwner = task.status === 'READY' ? null : (task.actualOwner ?? user);
      task.hasOutput ||= hasOutput;
      return null;
    },
    delegate(user, taskId, recipient) {
      const task = allow(user, 'delegate', taskId);
      if ('message' in task) return task;
      if (!isPotentialOwner(task, recipient)) {
        return { name: 'recipientNotAllowed', message: 'The user is not one of the potential owners of the task.' };
      }
      task.status = moves.delegate.to;
      task.actualOwner = recipient;
      return null;
    },
  };
}

const unknownTask: TaskFault = { name: 'illegalArgument', message: 'There is no task with this identifier.' };

type Move = {
  who(task: HumanTask, user: string): boolean;
  from: readonly TaskStatus[];
  to: TaskStatus;
  verb: string;
};

const isPotentialOwner = (task: HumanTask, user: string) => task.potentialOwners.includes(user);
const isActualOwner = (task: HumanTask, user: string) => task.actualOwner === user;
/** Who has it; while nobody has, who may. */
const isOwnerToBe = (task: HumanTask, user: string) =>
  task.actualOwner === null ? isPotentialOwner(task, user) : isActualOwner(task, user);
const isAdministrator = (task: HumanTask, user: string) => task.administrators.includes(user);

const moves: Readonly<Record<TaskAction | 'delegate', Move>> = {
  claim: { who: isPotentialOwner, from: ['READY'], to: 'RESERVED', verb: 'claimed' },
  // A task that is ready is claimed by starting it.
  start: {
    who: isOwnerToBe,
    from: ['READY', 'RESERVED'],
    to: 'IN_PROGRESS',
    verb: 'started',
  },
  complete: {
    who: isOwnerToBe,
    from: ['IN_PROGRESS'],
    to: 'COMPLETED',
    verb: 'completed',
  },
  release: {
    who: (task, user) => isAdministrator(task, user) || isOwnerToBe(task, user),
    from: ['RESERVED', 'IN_PROGRESS'],
    to: 'READY',
    verb: 'released',
  },
  delegate: {
    who: (task, user) => isAdministrator(task, user) || isOwnerToBe(task, user),
    from: ['READY', 'RESERVED', 'IN_PROGRESS'],
    to: 'RESERVED',
    verb: 'delegated',
  },
};

function stateFault(status: TaskStatus, from: readonly TaskStatus[], verb: string): TaskFault {
  return {
    name: 'illegalState',
    status,
    message: `Task must be in the ${from.join(' or ')} state to be ${verb}.`,
  };
}

/** A task somebody has claimed leaves the lists of the others, though they stay its potential owners. */
function isSeenAs(role: HumanRole, task: HumanTask, user: string): boolean {
  switch (role) {
    case 'POTENTIAL_OWNERS':
      return isActualOwner(task, user) || (task.actualOwner === null && isPotentialOwner(task, user));
    case 'OWNER':
      return isActualOwner(task, user);
    case 'ADMINISTRATORS':
      return isAdministrator(task, user);
    case 'NOTIFICATION_RECIPIENTS':
      return task.recipients.includes(user);
    case 'INITIATOR':
      return task.initiator === user;
    case 'STAKEHOLDERS':
      return false;
  }
}

function firstTasks(now: number): HumanTask[] {
  const task = (number: number, changes: Partial<HumanTask>): HumanTask => ({
    id: `urn:b4p:${number}`,
    taskType: 'TASK',
    name: 'ApproveOrder',
    subject: '',
    status: 'READY',
    priority: 5,
    initiator: 'orders',
    potentialOwners: ['alice', 'erin'],
    administrators: ['bob'],
    recipients: [],
    actualOwner: null,
    createdOn: now - number * 3_600_000,
    isEscalated: false,
    hasOutput: false,
    ...changes,
  });
  return [
    task(1, { id: practiceTaskId, subject: 'Approve order 4711 over 100.00' }),
    task(2, { subject: 'Approve order 4712 over 80.00', status: 'RESERVED', actualOwner: 'erin' }),
    task(3, {
      name: 'CheckInvoice',
      subject: 'Check invoice 88',
      priority: 1,
      potentialOwners: ['bob'],
      isEscalated: true,
    }),
    task(4, { subject: 'Approve order 4709 over 12.50' }),
    task(5, { subject: 'Approve order 4700 over 5.00', status: 'COMPLETED', actualOwner: 'alice', hasOutput: true }),
    task(6, {
      name: 'OrderShipped',
      taskType: 'NOTIFICATION',
      subject: 'Order 4698 has left the house',
      potentialOwners: [],
      recipients: ['alice'],
    }),
  ];
}
