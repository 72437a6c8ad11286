import { randomUUID } from 'node:crypto';
import type { WorkflowInstance } from './workflow-instances.ts';

export const taskStatuses = ['READY', 'RESERVED', 'CANCELED', 'COMPLETED'] as const;
export type TaskStatus = (typeof taskStatuses)[number];

export type TaskInstance = {
  id: string;
  activityId: string;
  definitionId: string;
  subject: string;
  description: string;
  status: TaskStatus;
  priority: 'VERY_HIGH' | 'HIGH' | 'MEDIUM' | 'LOW';
  processor: string;
  recipientUsers: string[];
  recipientGroups: string[];
  dueDate: string | null;
  createdAt: string;
  createdBy: string;
  claimedAt: string | null;
  completedAt: string | null;
  lastChangedAt: string;
  workflowDefinitionId: string;
  workflowInstanceId: string;
  applicationScope: string;
};

export type TaskFilter = {
  statuses: readonly TaskStatus[];
  workflowInstanceId: string | null;
  skip: number;
  top: number;
};

/** What may be edited of a task that is not final. */
export type TaskChange = Partial<
  Pick<TaskInstance, 'subject' | 'description' | 'priority' | 'processor' | 'recipientUsers' | 'recipientGroups'>
>;

/** The tasks of a workflow engine. Times are ISO 8601. */
export type TaskList = {
  /** Newest first. */
  list(filter: TaskFilter): TaskInstance[];
  get(id: string): TaskInstance | null;
  existsFor(instanceId: string): boolean;
  open(instance: WorkflowInstance, at: string): void;
  edit(id: string, change: TaskChange, at: string): void;
  /** Answers with the id of the instance that waited for it. */
  complete(id: string, at: string): string | null;
  cancelOf(instanceId: string, at: string): void;
};

export function createTaskList(): TaskList {
  const tasks: TaskInstance[] = [];
  const set = (id: string, change: Partial<TaskInstance>): TaskInstance | null => {
    const at = tasks.findIndex((task) => task.id === id);
    const before = tasks[at];
    if (before === undefined) return null;
    const after = { ...before, ...change };
    tasks[at] = after;
    return after;
  };
  return {
    list({ statuses, workflowInstanceId, skip, top }) {
      return tasks
        .filter(({ status }) => statuses.includes(status))
        .filter((task) => workflowInstanceId === null || task.workflowInstanceId === workflowInstanceId)
        .slice(skip, skip + top);
    },
    get: (wanted) => tasks.find(({ id }) => id === wanted) ?? null,
    existsFor: (instanceId) => tasks.some(({ workflowInstanceId }) => workflowInstanceId === instanceId),
    open: (instance, at) => void tasks.unshift(createTask(instance, at)),
    edit: (id, change, at) => void set(id, { ...change, lastChangedAt: at }),
    complete(id, at) {
      const done = set(id, { status: 'COMPLETED', completedAt: at, lastChangedAt: at });
      return done?.workflowInstanceId ?? null;
    },
    cancelOf(instanceId, at) {
      const open = tasks.filter((task) => task.workflowInstanceId === instanceId && !isFinal(task));
      for (const { id } of open) set(id, { status: 'CANCELED', completedAt: at, lastChangedAt: at });
    },
  };
}

export function isFinal({ status }: TaskInstance): boolean {
  return status === 'COMPLETED' || status === 'CANCELED';
}

function createTask(instance: WorkflowInstance, at: string): TaskInstance {
  return {
    id: randomUUID(),
    activityId: 'usertask1',
    definitionId: `usertask1@${instance.definitionId}`,
    subject: 'Approve the order',
    description: '',
    status: 'READY',
    priority: 'MEDIUM',
    processor: '',
    recipientUsers: [],
    recipientGroups: ['approvers'],
    dueDate: null,
    createdAt: at,
    createdBy: instance.startedBy,
    claimedAt: null,
    completedAt: null,
    lastChangedAt: at,
    workflowDefinitionId: instance.definitionId,
    workflowInstanceId: instance.id,
    applicationScope: instance.applicationScope,
  };
}
