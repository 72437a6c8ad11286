import { randomUUID } from 'node:crypto';
import type { Clock } from '../../ports.ts';
import { createTaskList, type TaskList } from './task-instances.ts';

export const instanceStatuses = ['RUNNING', 'ERRONEOUS', 'SUSPENDED', 'CANCELED', 'COMPLETED'] as const;
export type InstanceStatus = (typeof instanceStatuses)[number];

export type WorkflowDefinition = {
  id: string;
  version: string;
  name: string;
  createdBy: string;
  /** ISO 8601, as everywhere in this API. */
  createdAt: string;
  applicationScope: string;
  jobs: { id: string; purpose: 'delete' }[];
};

export type WorkflowInstance = {
  id: string;
  definitionId: string;
  definitionVersion: string;
  subject: string;
  status: InstanceStatus;
  businessKey: string;
  startedAt: string;
  startedBy: string;
  completedAt: string | null;
  rootInstanceId: string;
  parentInstanceId: string | null;
  applicationScope: string;
};

export type InstanceFilter = {
  statuses: readonly InstanceStatus[];
  definitionId: string | null;
  skip: number;
  top: number;
};

/** What an instance holds beside what it shows. */
type Held = { instance: WorkflowInstance; context: Context };
export type Context = Readonly<Record<string, unknown>>;

/** The statuses a PATCH may ask for. */
export const wantedStatuses = ['CANCELED', 'RUNNING', 'SUSPENDED'] as const;
export type WantedStatus = (typeof wantedStatuses)[number];

/** The workflow engine, as far as it can be seen from outside: two deployed definitions and what was started. */
export type WorkflowEngine = {
  definitions: readonly WorkflowDefinition[];
  tasks: TaskList;
  /** Answers with the instance as it stands at its start, `RUNNING`; null when no such definition is deployed. */
  start(definitionId: string, context: Context, startedBy: string): WorkflowInstance | null;
  /** Newest first. */
  list(filter: InstanceFilter): WorkflowInstance[];
  get(id: string): WorkflowInstance | null;
  context(id: string): Context | null;
  setContext(id: string, context: Context): void;
  /** False when its status does not let it. RUNNING resumes it, or retries what failed. */
  change(id: string, status: WantedStatus): boolean;
  /** Completes a task, and with it the instance that waited for it. */
  complete(taskId: string): void;
  /** Ids of the instances that took the message: those that run and wait for it. */
  deliver(message: string, isMeant: (instance: WorkflowInstance) => boolean): string[];
};

/** What a running approval waits for beside its task. */
export const awaitedMessage = 'order-changed';

export function createWorkflowEngine(clock: Clock, deployedBy: string): WorkflowEngine {
  const now = () => new Date(clock.now()).toISOString();
  const definitions = deployedDefinitions(deployedBy, now());
  const tasks = createTaskList();
  const all: Held[] = [];
  const find = (wanted: string) => all.find(({ instance }) => instance.id === wanted) ?? null;

  /** A status that is reached brings its tasks along, and final ones their time. */
  const reach = (held: Held, status: InstanceStatus): void => {
    const isFinal = status === 'COMPLETED' || status === 'CANCELED';
    held.instance = { ...held.instance, status, completedAt: isFinal ? now() : null };
    if (status === 'CANCELED') tasks.cancelOf(held.instance.id, now());
    if (status === 'RUNNING' && !tasks.existsFor(held.instance.id)) tasks.open(held.instance, now());
  };

  return {
    definitions,
    tasks,
    start(definitionId, context, startedBy) {
      const definition = definitions.find(({ id }) => id === definitionId);
      if (definition === undefined) return null;
      const started = createInstance(definition, startedBy, now());
      const held = { instance: started, context };
      all.unshift(held);
      reach(held, outcomeOf(definitionId, context));
      return started;
    },
    list({ statuses, definitionId, skip, top }) {
      return all
        .map(({ instance }) => instance)
        .filter(({ status }) => statuses.includes(status))
        .filter((instance) => definitionId === null || instance.definitionId === definitionId)
        .slice(skip, skip + top);
    },
    get: (id) => find(id)?.instance ?? null,
    context: (id) => find(id)?.context ?? null,
    setContext(id, context) {
      const held = find(id);
      if (held !== null) held.context = context;
    },
    change(id, wanted) {
      const held = find(id);
      if (held === null || !canReach[wanted].includes(held.instance.status)) return false;
      reach(held, wanted === 'RUNNING' ? outcomeOf(held.instance.definitionId, held.context) : wanted);
      return true;
    },
    complete(taskId) {
      const instanceId = tasks.complete(taskId, now());
      const held = instanceId === null ? null : find(instanceId);
      if (held !== null) reach(held, 'COMPLETED');
    },
    deliver(message, isMeant) {
      const waiting = ({ instance }: Held) => instance.status === 'RUNNING' && message === awaitedMessage;
      return all.filter((held) => waiting(held) && isMeant(held.instance)).map(({ instance }) => instance.id);
    },
  };
}

/** Statuses from which one can be asked for. COMPLETED and CANCELED are final. */
const canReach: Readonly<Record<WantedStatus, readonly InstanceStatus[]>> = {
  CANCELED: ['RUNNING', 'ERRONEOUS', 'SUSPENDED'],
  RUNNING: ['RUNNING', 'ERRONEOUS', 'SUSPENDED'],
  SUSPENDED: ['RUNNING', 'ERRONEOUS', 'SUSPENDED'],
};

function deployedDefinitions(createdBy: string, createdAt: string): WorkflowDefinition[] {
  const deployed = { version: '1', createdBy, createdAt, applicationScope: 'own', jobs: [] };
  return [
    { id: 'order-approval', name: 'Order approval', ...deployed },
    { id: 'order-notice', name: 'Order notice', ...deployed },
  ];
}

function createInstance(definition: WorkflowDefinition, startedBy: string, startedAt: string): WorkflowInstance {
  const id = randomUUID();
  return {
    id,
    definitionId: definition.id,
    definitionVersion: definition.version,
    subject: definition.name,
    status: 'RUNNING',
    businessKey: '',
    startedAt,
    startedBy,
    completedAt: null,
    rootInstanceId: id,
    parentInstanceId: null,
    applicationScope: definition.applicationScope,
  };
}

// The approval waits for a person, unless its first script finds no price to compare. The notice runs through at once,
// so the default status filter hides it. Both surprise people in real life: the 201 said RUNNING in every case.
function outcomeOf(definitionId: string, context: Context): InstanceStatus {
  if (definitionId === 'order-notice') return 'COMPLETED';
  return typeof context.price === 'number' ? 'RUNNING' : 'ERRONEOUS';
}
