import type { Entry, Header, World } from './case.ts';
import { caseList } from './case.ts';
import { clientId, instance, instanceBody, logId, sapCall, sapError, started, tokenCall } from './sap-parts.ts';
import { basic, bearer, empty, entry, json, page } from './wire.ts';

// Words that stand where they mean nothing, token endpoints behind others, and services that share words with ours.

const list = caseList();

const { add } = list;

const listUrl = '/v1/workflow-instances';

add(
  null,
  'certain',
  'a subject that speaks of errors',
  (w) => [
    sapCall(
      w,
      -60,
      'GET',
      listUrl,
      json(200, [{ ...instanceBody(w), subject: 'ERRONEOUS invoice: authority missing, status ERRONEOUS' }]),
    ),
  ],
  { on: [] },
);

add(
  null,
  'certain',
  'a context that holds a status',
  (w) => [
    sapCall(
      w,
      -60,
      'GET',
      `${listUrl}/${instance(w)}/context`,
      json(200, { order: { id: 7, status: 'ERRONEOUS', error: { message: 'none' } } }),
    ),
  ],
  { on: [] },
);

add(
  null,
  'certain',
  'a log that retried and went on',
  (w) => [
    sapCall(w, -90, 'GET', `${listUrl}/${instance(w)}`, json(200, instanceBody(w))),
    sapCall(
      w,
      -60,
      'GET',
      `${listUrl}/${instance(w)}/execution-logs`,
      json(200, [
        { id: '1', type: 'WORKFLOW_STARTED' },
        { id: '2', type: 'USERTASK_CREATED' },
      ]),
    ),
  ],
  { on: [] },
);

add(
  null,
  'certain',
  'a definition that is called error',
  (w) => [
    sapCall(
      w,
      -60,
      'GET',
      '/v1/workflow-definitions',
      json(200, [{ id: 'error', name: 'User does not have sufficient privileges', version: '1' }]),
    ),
  ],
  { on: [] },
);

add('payload-invalid', 'certain', 'its message quotes a word of another cause', (w) => [
  sapCall(
    w,
    -60,
    'POST',
    listUrl,
    sapError(400, "Unexpected property 'token expired' in the request body.", 'rest.payload.invalid', logId),
    { body: { ...started, 'token expired': true } },
  ),
]);

// Token endpoints.
const proxyLogin: readonly Header[] = [
  ['WWW-Authenticate', 'Negotiate'],
  ['WWW-Authenticate', 'NTLM'],
  ['Server', 'BlueCoat'],
];

add(
  'unknown',
  'possible',
  'a proxy asks for a login with 401',
  (w): Entry[] => [
    tokenCall(
      w,
      -60,
      page(
        401,
        '<html><head><title>Authentication required</title></head><body>Log in to the network first.</body></html>',
        proxyLogin,
      ),
    ),
  ],
  { on: [], accept: ['client-secret-rejected', 'proxy-auth-required', 'token-endpoint-wrong'], provable: [] },
);

add(
  'client-secret-rejected',
  'likely',
  'the plus is in the user name',
  (w) => [
    tokenCall(w, -60, json(401, { error: 'unauthorized', error_description: 'Bad credentials' }), {
      headers: [basic(`sb-a+b!b1|${clientId(w).split('|')[1]}`, 'bX9-kQ2')],
      body: 'grant_type=client_credentials',
    }),
  ],
  {
    on: ['credentials', 'answer'],
    accept: ['client-unknown', 'client-secret-plus-sign'],
    provable: ['client-secret-rejected'],
  },
);

add(
  'unknown',
  'possible',
  'a firewall before the token endpoint',
  (w) => [
    tokenCall(
      w,
      -60,
      page(
        403,
        '<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Your support ID is: 123</body></html>',
      ),
    ),
  ],
  {
    on: [],
    accept: ['token-endpoint-wrong', 'proxy-refused', 'client-secret-rejected', 'service-error', 'grant-not-allowed'],
    provable: [],
  },
);

add(
  'token-rate-limited',
  'certain',
  'Cloudflare',
  (w) => [
    tokenCall(
      w,
      -60,
      page(
        429,
        '<html><head><title>Access denied | Cloudflare</title></head><body>Error 1015: You are being rate limited</body></html>',
        [['Server', 'cloudflare']],
      ),
    ),
  ],
  { on: [] },
);

// Other services that share words with ours.
const elsewhere = (w: World, path: string) => `https://api.${w.identityHost.replace(/^login\./, '')}${path}`;

const generic = { system: 'generic-http' } as const;

add(
  'unknown',
  'possible',
  '404 of another service',
  (w) => [
    entry(-60, 'GET', elsewhere(w, '/orders/77'), json(404, { message: 'Order not found' }), {
      headers: [bearer('abc.def')],
    }),
  ],
  { ...generic, accept: ['base-url-wrong'] },
);

add(
  'payload-invalid',
  'likely',
  '400 of another service',
  (w) => [
    entry(-60, 'POST', elsewhere(w, '/orders'), json(400, { message: 'amount must be positive' }), {
      headers: [bearer('opaque-token-1'), ['Content-Type', 'application/json']],
      body: { amount: -1 },
    }),
  ],
  { ...generic, accept: ['unknown'] },
);

add(
  'unknown',
  'possible',
  'a person’s password',
  (w) => [
    entry(
      -60,
      'POST',
      `https://${w.identityHost}/realms/acme/protocol/openid-connect/token`,
      json(401, { error: 'invalid_grant', error_description: 'Invalid user credentials' }),
      {
        headers: [['Content-Type', 'application/x-www-form-urlencoded']],
        body: 'grant_type=password&client_id=app&username=mary&password=x9y8z7w6',
      },
    ),
  ],
  {
    ...generic,
    accept: ['credentials-rejected', 'client-secret-rejected', 'grant-not-allowed'],
    provable: ['credentials-rejected'],
  },
);

add(
  'authority-missing',
  'likely',
  'insufficient_scope of another service',
  (w) => [
    entry(
      -60,
      'GET',
      elsewhere(w, '/orders'),
      empty(403, [['WWW-Authenticate', 'Bearer error="insufficient_scope", scope="orders.read"']]),
      { headers: [bearer('opaque-token-1')] },
    ),
  ],
  {
    ...generic,
    on: ['challenge', 'headers'],
    accept: ['unknown', 'role-missing', 'scope-invalid'],
    provable: ['authority-missing'],
  },
);

add(
  null,
  'certain',
  'an answer that is about errors',
  (w) => [
    entry(
      -60,
      'GET',
      elsewhere(w, '/errors'),
      json(200, { error: 'invalid_client', error_description: 'Bad credentials', count: 3 }),
      { headers: [bearer('opaque-token-1')] },
    ),
  ],
  { ...generic, on: [] },
);

export const otherDecoyCases = list.cases;
