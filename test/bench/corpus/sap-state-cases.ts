import type { World } from './case.ts';
import { caseList } from './case.ts';
import {
  instance,
  instanceBody,
  insufficient,
  logId,
  sapCall,
  sapError,
  sapToken,
  spaUrl,
  started,
  task,
} from './sap-parts.ts';
import { empty, isoDate, json, jsonType, page, plain } from './wire.ts';

// Instances that failed, limits, the service's own failures, and near misses (facts 1.3 and 1.4).

const list = caseList();

const { add } = list;

const message = (w: World) => ({
  definitionId: 'goods-received',
  workflowInstanceId: instance(w),
  context: { amount: 3 },
});

const listUrl = '/v1/workflow-instances';

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

export const sapStateCases = list.cases;
