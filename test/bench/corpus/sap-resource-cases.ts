import type { World } from './case.ts';
import { caseList } from './case.ts';
import { instance, instanceBody, logId, neoUrl, sapCall, sapError, spaUrl, started, task } from './sap-parts.ts';
import { empty, isoDate, json } from './wire.ts';

// What is there and how it stands, in SAP Workflow: facts 1.2 to 1.4, codes of the monitor's error handler.

const list = caseList();

const { add } = list;

const deployed = [
  {
    id: 'order-approval',
    version: '3',
    name: 'Order approval',
    createdBy: 'x',
    createdAt: '2026-03-01T08:00:00Z',
    applicationScope: 'own',
    jobs: [],
  },
  { id: 'leave-request', version: '1', name: 'Leave request' },
];

const noDefinition = (id: string) =>
  sapError(404, `The workflow definition '${id}' could not be found.`, 'definition.not.found', logId);

add('definition-not-found', 'certain', 'start', (w) => [
  sapCall(w, -60, 'POST', '/v1/workflow-instances', noDefinition('orderapproval'), {
    body: { ...started, definitionId: 'orderapproval' },
  }),
]);

add('definition-not-found', 'certain', 'read one', (w) => [
  sapCall(w, -60, 'GET', '/v1/workflow-definitions/order_approval', noDefinition('order_approval')),
]);

add(
  'definition-not-found',
  'certain',
  'list, then start another',
  (w) => [
    sapCall(w, -90, 'GET', '/v1/workflow-definitions', json(200, deployed)),
    sapCall(w, -60, 'POST', '/v1/workflow-instances', sapError(404, 'Not found.'), {
      body: { ...started, definitionId: 'Order-Approval' },
    }),
  ],
  { on: ['sent'] },
);

add('definition-not-found', 'certain', 'SBPA', (w) => [
  sapCall(
    w,
    -60,
    'POST',
    '/workflow/rest/v1/workflow-instances',
    noDefinition(`${w.region}.${w.tenant}.orders.approval`),
    { base: spaUrl(w), body: { definitionId: `${w.region}.${w.tenant}.orders.approval`, context: {} } },
  ),
]);

add('definition-not-found', 'certain', 'a model', (w) => [
  sapCall(w, -60, 'GET', '/v1/workflow-definitions/order-approvals/model', noDefinition('order-approvals')),
]);

const noInstance = (w: World, code: string) =>
  sapError(404, `Workflow instance with ID ${w.guid} not found.`, code, logId);

add('instance-not-found', 'certain', 'read', (w) => [
  sapCall(w, -60, 'GET', `/v1/workflow-instances/${w.guid}`, noInstance(w, 'instance.not.found')),
]);

add('instance-not-found', 'certain', 'its context', (w) => [
  sapCall(w, -60, 'GET', `/v1/workflow-instances/${w.guid}/context`, noInstance(w, 'rest.instance.not.found')),
]);

add('instance-not-found', 'certain', 'Neo, cancel', (w) => [
  sapCall(w, -60, 'PATCH', `/v1/workflow-instances/${w.guid}`, noInstance(w, 'rest.instance.not.found'), {
    base: neoUrl(w),
    body: { status: 'CANCELED' },
  }),
]);

add('instance-not-found', 'likely', 'no code', (w) => [
  sapCall(w, -60, 'GET', `/v1/workflow-instances/${w.guid}`, json(404, { error: { message: 'Not Found' } })),
]);

const noTask = (w: World) => sapError(404, `Task instance ${w.guid} could not be found.`, 'rest.task.not.found', logId);

add('task-not-found', 'certain', 'read', (w) => [sapCall(w, -60, 'GET', `/v1/task-instances/${w.guid}`, noTask(w))]);

add('task-not-found', 'certain', 'complete', (w) => [
  sapCall(w, -60, 'PATCH', `/v1/task-instances/${w.guid}`, noTask(w), {
    body: { status: 'COMPLETED', context: { approved: true } },
  }),
]);

add('task-not-found', 'certain', 'its context, SBPA', (w) => [
  sapCall(w, -60, 'GET', `/public/workflow/rest/v1/task-instances/${w.guid}/context`, noTask(w), { base: spaUrl(w) }),
]);

const final = sapError(400, 'The task instance is already in a final status.', 'rest.task.final.status', logId);

add('task-final', 'certain', 'complete twice', (w) => [
  sapCall(w, -90, 'PATCH', `/v1/task-instances/${task(w)}`, empty(204), { body: { status: 'COMPLETED' } }),
  sapCall(w, -60, 'PATCH', `/v1/task-instances/${task(w)}`, final, { body: { status: 'COMPLETED' } }),
]);

add('task-final', 'certain', 'change it', (w) => [
  sapCall(w, -60, 'PATCH', `/v1/task-instances/${task(w)}`, final, { body: { processor: 'mary.major@acme.example' } }),
]);

add(
  'task-final',
  'likely',
  'read, then complete, no code',
  (w) => [
    sapCall(
      w,
      -90,
      'GET',
      `/v1/task-instances/${task(w)}`,
      json(200, { id: task(w), status: 'COMPLETED', subject: 'Approve', completedAt: isoDate(w, -500) }),
    ),
    sapCall(w, -60, 'PATCH', `/v1/task-instances/${task(w)}`, sapError(400, 'The task has already been completed.'), {
      body: { status: 'COMPLETED' },
    }),
  ],
  { on: ['words', 'sent'] },
);

add(
  'instance-wrong-state',
  'certain',
  'read, then resume',
  (w) => [
    sapCall(w, -90, 'GET', `/v1/workflow-instances/${instance(w)}`, json(200, instanceBody(w, 'COMPLETED'))),
    sapCall(
      w,
      -60,
      'PATCH',
      `/v1/workflow-instances/${instance(w)}`,
      json(409, {
        error: { message: 'The workflow instance cannot be changed from COMPLETED to RUNNING.', details: [] },
      }),
      { body: { status: 'RUNNING' } },
    ),
  ],
  { on: ['sent'] },
);

add(
  'instance-wrong-state',
  'certain',
  'a task of a suspended instance',
  (w) => [
    sapCall(
      w,
      -60,
      'PATCH',
      `/v1/task-instances/${task(w)}`,
      sapError(400, 'The task belongs to a suspended workflow instance.', 'task.suspended.status', logId),
      { body: { status: 'COMPLETED' } },
    ),
  ],
  { accept: ['task-final'] },
);

add(
  'instance-wrong-state',
  'likely',
  'cancel twice',
  (w) => [
    sapCall(w, -90, 'PATCH', `/v1/workflow-instances/${instance(w)}`, empty(202), { body: { status: 'CANCELED' } }),
    sapCall(
      w,
      -60,
      'PATCH',
      `/v1/workflow-instances/${instance(w)}`,
      json(409, { error: { message: 'The workflow instance is in status CANCELED.' } }),
      { body: { status: 'SUSPENDED' } },
    ),
  ],
  { on: ['sent'] },
);

export const sapResourceCases = list.cases;
