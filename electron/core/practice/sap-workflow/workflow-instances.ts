import { randomUUID } from 'node:crypto';
import type { Clock } from '../../ports.ts';

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

/** The workflow engine, as far as it can be seen from outside: two deployed definitions and what was started. */
export type WorkflowEngine = {
  definitions: readonly WorkflowDefinition[];
  /** Answers with the instance as it stands at its start, `RUNNING`; null when no such definition is deployed. */
  start(definitionId: string, context: Record<string, unknown>, startedBy: string): WorkflowInstance | null;
  /** Newest first. */
  list(filter: InstanceFilter): WorkflowInstance[];
  get(id: string): WorkflowInstance | null;
};

export function createWorkflowEngine(clock: Clock, deployedBy: string): WorkflowEngine {
  const createdAt = new Date(clock.now()).toISOString();
  const deployed = { version: '1', createdBy: deployedBy, createdAt, applicationScope: 'own', jobs: [] };
  const definitions: WorkflowDefinition[] = [
    { id: 'order-approval', name: 'Order approval', ...deployed },
    { id: 'order-notice', name: 'Order notice', ...deployed },
  ];
  const instances: WorkflowInstance[] = [];
  return {
    definitions,
    start(definitionId, context, startedBy) {
      const definition = definitions.find(({ id }) => id === definitionId);
      if (definition === undefined) return null;
      const started = createInstance(definition, startedBy, new Date(clock.now()).toISOString());
      instances.unshift({ ...started, ...outcomeOf(definitionId, context, started.startedAt) });
      return started;
    },
    list({ statuses, definitionId, skip, top }) {
      return instances
        .filter(({ status }) => statuses.includes(status))
        .filter((instance) => definitionId === null || instance.definitionId === definitionId)
        .slice(skip, skip + top);
    },
    get: (wanted) => instances.find(({ id }) => id === wanted) ?? null,
  };
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
function outcomeOf(
  definitionId: string,
  context: Record<string, unknown>,
  at: string,
): Pick<WorkflowInstance, 'status' | 'completedAt'> {
  if (definitionId === 'order-notice') return { status: 'COMPLETED', completedAt: at };
  const status = typeof context.price === 'number' ? 'RUNNING' : 'ERRONEOUS';
  return { status, completedAt: null };
}
