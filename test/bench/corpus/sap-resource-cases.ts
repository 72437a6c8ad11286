import type { World } from './case.ts';
import { caseList } from './case.ts';
import {
  instance,
  instanceBody,
  insufficient,
  logId,
  neoUrl,
  odataUrl,
  restUrl,
  sapCall,
  sapError,
  sapToken,
  spaUrl,
  started,
  task,
} from './sap-parts.ts';
import { bearer, empty, entry, isoDate, json, jsonType, page, plain } from './wire.ts';

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
  { on: ['words'] },
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

const noMatch = (status: number) =>
  sapError(status, "No workflow instance matches the message 'goods-received'.", 'rest.message.no.match', logId);
const message = (w: World) => ({
  definitionId: 'goods-received',
  workflowInstanceId: instance(w),
  context: { amount: 3 },
});
add('message-no-match', 'certain', 'by instance', (w) => [
  sapCall(w, -60, 'POST', '/v1/messages', noMatch(404), { body: message(w) }),
]);
add('message-no-match', 'certain', 'by business key', (w) => [
  sapCall(w, -60, 'POST', '/v1/messages', noMatch(400), {
    body: { definitionId: 'goods-received', workflowDefinitionId: 'order-approval', businessKey: '4711' },
  }),
]);
add('message-no-match', 'likely', 'nobody consumed it', (w) => [
  sapCall(w, -60, 'POST', '/v1/messages', json(200, []), { body: message(w) }),
]);
add('message-no-match', 'certain', 'SBPA', (w) => [
  sapCall(w, -60, 'POST', '/workflow/rest/v1/messages', noMatch(404), { base: spaUrl(w), body: message(w) }),
]);

const springNotFound = (path: string) =>
  json(404, { timestamp: '2026-11-20T09:59:00.123+00:00', status: 404, error: 'Not Found', path });
add(
  'base-url-wrong',
  'likely',
  'without /v1',
  (w) => [
    sapCall(w, -60, 'GET', '/workflow-definitions', springNotFound('/workflow-service/rest/workflow-definitions')),
  ],
  { on: [] },
);
add(
  'base-url-wrong',
  'likely',
  'the OData address',
  (w) => [sapCall(w, -60, 'GET', '/v1/workflow-instances', empty(404), { base: odataUrl(w) })],
  { on: [] },
);
add(
  'base-url-wrong',
  'certain',
  'no such route',
  (w) => {
    const url = restUrl(w).replace('api.workflow-sap', 'api.workflows-sap');
    return [
      entry(
        -60,
        'GET',
        `${url}/v1/workflow-definitions`,
        plain(404, `404 Not Found: Requested route ('${new URL(url).host}') does not exist.\n`, [
          ['X-Cf-Routererror', 'unknown_route'],
        ]),
        { headers: [bearer(sapToken(w))] },
      ),
    ];
  },
  { on: [] },
);
add(
  'base-url-wrong',
  'likely',
  'twice /v1',
  (w) => [sapCall(w, -60, 'POST', '/v1/v1/workflow-instances', empty(404), { body: started })],
  { on: [] },
);

add(
  'payload-invalid',
  'certain',
  'broken JSON',
  (w) => [
    sapCall(
      w,
      -60,
      'POST',
      '/v1/workflow-instances',
      sapError(400, 'The request body is not valid JSON.', undefined, logId),
      { body: '{"definitionId": "order-approval", "context": {"price": 100,}}' },
    ),
  ],
  { on: ['sent'] },
);
add('payload-invalid', 'certain', 'no definitionId', (w) => [
  sapCall(
    w,
    -60,
    'POST',
    '/v1/workflow-instances',
    sapError(400, "The property 'definitionId' is missing.", 'rest.payload.invalid', {
      ...logId,
      details: [{ severity: 'ERROR', message: 'definitionId must not be null' }],
    }),
    { body: { context: {} } },
  ),
]);
add('payload-invalid', 'certain', 'a task property', (w) => [
  sapCall(
    w,
    -60,
    'PATCH',
    `/v1/task-instances/${task(w)}`,
    sapError(400, 'The task cannot be updated.', 'task.change.property.invalid', {
      ...logId,
      details: [
        {
          severity: 'ERROR',
          message: "The processor could not be set, because the value submitted contains the forbidden symbol ','.",
        },
      ],
    }),
    { body: { processor: 'a,b' } },
  ),
]);
add(
  'payload-invalid',
  'likely',
  'no type',
  (w) => [
    entry(-60, 'POST', `${restUrl(w)}/v1/workflow-instances`, empty(415), {
      headers: [bearer(sapToken(w)), ['Content-Type', 'text/plain']],
      body: JSON.stringify(started),
    }),
  ],
  { on: [] },
);

const listUrl = '/v1/workflow-instances';
add('status-filter-hides', 'possible', 'no filter', (w) => [sapCall(w, -60, 'GET', listUrl, json(200, []))]);
add('status-filter-hides', 'likely', 'started, then listed', (w) => [
  sapCall(w, -900, 'POST', listUrl, json(201, instanceBody(w)), { body: started }),
  sapCall(w, -60, 'GET', `${listUrl}?definitionId=order-approval`, json(200, [])),
]);
add('status-filter-hides', 'likely', 'read as completed, then listed', (w) => [
  sapCall(w, -90, 'GET', `${listUrl}/${instance(w)}`, json(200, instanceBody(w, 'COMPLETED'))),
  sapCall(w, -60, 'GET', `${listUrl}?definitionId=order-approval&status=RUNNING`, json(200, [])),
]);
add(
  'status-filter-hides',
  'possible',
  'one status',
  (w) => [sapCall(w, -60, 'GET', `${listUrl}?status=ERRONEOUS`, json(200, []))],
  { accept: [] },
);

add('instance-erroneous', 'certain', 'read', (w) => [
  sapCall(w, -60, 'GET', `${listUrl}/${instance(w)}`, json(200, instanceBody(w, 'ERRONEOUS'))),
]);
add('instance-erroneous', 'certain', 'start, read, its errors', (w) => [
  sapCall(w, -300, 'POST', listUrl, json(201, instanceBody(w)), { body: started }),
  sapCall(w, -90, 'GET', `${listUrl}/${instance(w)}`, json(200, instanceBody(w, 'ERRONEOUS'))),
  sapCall(
    w,
    -60,
    'GET',
    `${listUrl}/${instance(w)}/error-messages`,
    json(200, [
      {
        activityId: 'servicetask1',
        activityName: 'Get price',
        errorCode: 'bpm.workflowruntime.servicetask.failed',
        message: 'HTTP response code 404 received from destination ERP.',
        timestamp: isoDate(w, -250),
        ...logId,
      },
    ]),
  ),
]);
add('instance-erroneous', 'certain', 'its log', (w) => [
  sapCall(w, -90, 'GET', `${listUrl}/${instance(w)}`, json(200, instanceBody(w, 'ERRONEOUS'))),
  sapCall(
    w,
    -60,
    'GET',
    `${listUrl}/${instance(w)}/execution-logs`,
    json(200, [
      { id: '1', type: 'WORKFLOW_STARTED', timestamp: isoDate(w, -300) },
      {
        id: '2',
        type: 'SERVICETASK_FAILED',
        activityId: 'servicetask1',
        error: {
          message: 'Destination ERP not found',
          errorCode: 'bpm.workflowruntime.destination.not.found',
          ...logId,
        },
        retriesRemaining: 0,
        timestamp: isoDate(w, -290),
      },
    ]),
  ),
]);

const limited = sapError(429, 'Rate limit exceeded.', 'rate.limit.exceeded', logId);
add('rate-limited', 'certain', 'the code', (w) => [sapCall(w, -60, 'GET', listUrl, limited)], { on: [] });
add(
  'rate-limited',
  'certain',
  'Retry-After',
  (w) => [
    sapCall(
      w,
      -60,
      'POST',
      listUrl,
      { ...plain(429, 'Too Many Requests'), headers: [['Retry-After', '20']] },
      { body: started },
    ),
  ],
  { on: [] },
);
add(
  'rate-limited',
  'certain',
  'SBPA',
  (w) => [sapCall(w, -60, 'GET', '/workflow/rest/v1/task-instances', empty(429), { base: spaUrl(w) })],
  { on: [] },
);

add(
  'service-error',
  'certain',
  'the code',
  (w) => [
    sapCall(w, -60, 'POST', listUrl, sapError(500, 'An internal error occurred.', 'internal.server.error', logId), {
      body: started,
    }),
  ],
  { on: [] },
);
add(
  'service-error',
  'certain',
  'gorouter',
  (w) => [
    sapCall(
      w,
      -60,
      'GET',
      listUrl,
      plain(502, '502 Bad Gateway: Registered endpoint failed to handle the request.\n', [
        ['X-Cf-Routererror', 'endpoint_failure (context deadline exceeded)'],
      ]),
    ),
  ],
  { on: [] },
);
add(
  'service-error',
  'certain',
  'maintenance',
  (w) => [
    sapCall(
      w,
      -60,
      'GET',
      '/v1/task-instances',
      page(
        503,
        '<html><head><title>Maintenance</title></head><body><h1>We are currently performing maintenance</h1></body></html>',
        [['Retry-After', '3600']],
      ),
    ),
  ],
  { on: [] },
);

// Near misses.
add(
  null,
  'certain',
  'started',
  (w) => [sapCall(w, -60, 'POST', listUrl, json(201, instanceBody(w)), { body: started })],
  { on: [] },
);
add(
  null,
  'certain',
  'an empty list of every status',
  (w) => [sapCall(w, -60, 'GET', `${listUrl}?status=RUNNING,ERRONEOUS,SUSPENDED,CANCELED,COMPLETED`, json(200, []))],
  { on: ['answer'] },
);
add(
  null,
  'certain',
  'a message was consumed',
  (w) => [sapCall(w, -60, 'POST', '/v1/messages', json(200, [{ id: instance(w) }]), { body: message(w) })],
  { on: ['answer'] },
);
add(null, 'certain', 'a list with entries', (w) => [sapCall(w, -60, 'GET', listUrl, json(200, [instanceBody(w)]))], {
  on: [],
});
add(
  null,
  'certain',
  'completed',
  (w) => [sapCall(w, -60, 'PATCH', `/v1/task-instances/${task(w)}`, empty(204), { body: { status: 'COMPLETED' } })],
  { on: [] },
);
add(
  'authority-missing',
  'likely',
  'an id that nobody knows, and no right to look',
  (w) => [
    sapCall(w, -60, 'GET', `${listUrl}/${w.guid}`, insufficient, { token: sapToken(w, { authorities: ['TASK_GET'] }) }),
  ],
  { on: ['credentials'] },
);
add(
  'unknown',
  'possible',
  'a code nobody documented',
  (w) => [
    sapCall(
      w,
      -60,
      'POST',
      listUrl,
      sapError(422, 'The instance limit is reached.', 'rest.instance.limit.reached', logId),
      { headers: [jsonType], body: started },
    ),
  ],
  { accept: ['payload-invalid', 'rate-limited', 'instance-wrong-state'] },
);

export const sapResourceCases = list.cases;
