import type { World } from './case.ts';
import { caseList } from './case.ts';
import {
  instance,
  instanceBody,
  logId,
  odataUrl,
  restUrl,
  sapCall,
  sapError,
  sapToken,
  spaUrl,
  started,
  task,
} from './sap-parts.ts';
import { bearer, empty, entry, json, plain } from './wire.ts';

// How SAP Workflow is asked: messages, addresses, payloads and filters (facts 1.2, 1.3 and 1.7).

const list = caseList();

const { add } = list;

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
  'certain',
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

add('status-filter-hides', 'certain', 'read as completed, then listed', (w) => [
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

export const sapCallCases = list.cases;
