import type { Answer, Entry, World } from './case.ts';
import { caseList } from './case.ts';
import { bearer, clientSeconds, empty, entry, httpDate, json, jsonType, jwt, page } from './wire.ts';

// Magnus' Remote API: Potens.io's articles on v1, v2, history and locks (facts 2). Its messages are not documented; those here
// are what JWT libraries and such services usually print.

const list = caseList({ system: 'magnus' });
const { add } = list;

export const account = 'runner@acme-magnus.iam.gserviceaccount.com';
const l = 'T3JkZXJBcHByb3ZhbEZsb3c';

type AssertionChanges = { header?: Record<string, unknown>; claims?: Record<string, unknown> };

function assertion(w: World, { header = {}, claims = {} }: AssertionChanges = {}, at = -60): string {
  const iat = clientSeconds(w, at - 5);
  const all = { iss: account, iat, exp: iat + 3600, ...claims };
  return jwt(
    { alg: 'RS256', typ: 'JWT', ...header },
    Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
    'magnus',
  );
}

const run = (more: Record<string, unknown> = {}) => ({
  runWorkflow: {
    l,
    parameters: [
      { name: 'var_product', value: 'Camera' },
      { name: 'var_price', value: 100 },
    ],
    ...more,
  },
});
const failed = (status: number, reason: string, message = ''): Answer =>
  json(status, { status: 'failed', error: { reason, message } });
const invalid = (message = 'Invalid request') => failed(400, 'invalid', message);
const ok = json(200, { status: 'ok', result: { workflowId: '5629499534213120', historyId: '4785074604081152' } });

type Sent = {
  at?: number;
  c?: string | undefined;
  configuration?: unknown;
  jwt?: unknown;
  body?: Record<string, unknown>;
  headers?: [string, string][];
};

function call(w: World, answer: Answer, sent: Sent = {}): Entry {
  const { at = -60, configuration = run(), headers = [] } = sent;
  const body = sent.body ?? {
    ...('c' in sent && sent.c === undefined ? {} : { c: sent.c ?? '713aa58d' }),
    ...('jwt' in sent && sent.jwt === undefined ? {} : { jwt: sent.jwt ?? assertion(w, {}, at) }),
    configuration,
  };
  return entry(at, 'POST', `https://${w.magnusHost}/remote`, answer, { headers: [jsonType, ...headers], body });
}

const history = (
  w: World,
  answer: Answer,
  at = -60,
  ids: Record<string, unknown> = { workflowId: '5629499534213120', historyId: '4785074604081152' },
) => call(w, answer, { at, c: 'a83270b7', configuration: { getHistory: ids } });
const onSent = { on: ['sent', 'credentials', 'answer'] } as const;
const onReason = { on: ['answer'] } as const;

add('assertion-missing', 'certain', 'no jwt', (w) => [call(w, invalid(), { jwt: undefined })], onSent);
add('assertion-missing', 'certain', 'empty', (w) => [call(w, invalid('jwt is required'), { jwt: '' })], onSent);
add('assertion-missing', 'certain', 'a placeholder', (w) => [call(w, invalid(), { jwt: '{{jwt}}' })], onSent);
add(
  'assertion-missing',
  'likely',
  "Google's access token",
  (w) => [call(w, invalid('Not enough segments'), { jwt: 'ya29.c.b0AXv0zTPQ4u8Kx2n7Q1mPzT5yLw3' })],
  { ...onSent, accept: ['token-malformed'] },
);

add(
  'assertion-in-header',
  'certain',
  'Bearer',
  (w) => [call(w, invalid(), { jwt: undefined, headers: [bearer(assertion(w)) as [string, string]] })],
  onSent,
);
add(
  'assertion-in-header',
  'certain',
  'without Bearer',
  (w) => [call(w, invalid('jwt is required'), { jwt: undefined, headers: [['Authorization', assertion(w)]] })],
  onSent,
);
add(
  'assertion-in-header',
  'certain',
  'history',
  (w) => [
    call(w, invalid(), {
      jwt: undefined,
      c: 'a83270b7',
      configuration: { getHistory: { workflowId: '1', historyId: '2' } },
      headers: [bearer(assertion(w)) as [string, string]],
    }),
  ],
  onSent,
);

const oldClaims = (w: World) => ({ iat: clientSeconds(w, -9000), exp: clientSeconds(w, -5400) });
add(
  'assertion-expired',
  'certain',
  'signed hours ago',
  (w) => [call(w, invalid(), { jwt: assertion(w, { claims: oldClaims(w) }) })],
  onSent,
);
add(
  'assertion-expired',
  'certain',
  'and the answer says so',
  (w) => [call(w, invalid('Token expired'), { jwt: assertion(w, { claims: oldClaims(w) }) })],
  onSent,
);
add(
  'assertion-expired',
  'certain',
  'the same one worked',
  (w) => {
    const signed = assertion(w, {}, -5000);
    return [
      call(w, ok, { at: -4900, jwt: signed }),
      call(w, invalid(), { jwt: signed, configuration: run({ queue: true }) }),
    ];
  },
  onSent,
);

const lasting = (w: World, seconds: number) =>
  assertion(w, { claims: { iat: clientSeconds(w, -65), exp: clientSeconds(w, -65 + seconds) } });
add(
  'assertion-lifetime-too-long',
  'certain',
  'a day',
  (w) => [call(w, invalid(), { jwt: lasting(w, 86_400) })],
  onSent,
);
add(
  'assertion-lifetime-too-long',
  'certain',
  'two hours',
  (w) => [call(w, invalid('Invalid JWT'), { jwt: lasting(w, 7200) })],
  onSent,
);
add(
  'assertion-lifetime-too-long',
  'certain',
  'history',
  (w) => [
    call(w, invalid(), {
      jwt: lasting(w, 43_200),
      c: 'a83270b7',
      configuration: { getHistory: { workflowId: '1', historyId: '2' } },
    }),
  ],
  onSent,
);

add(
  'assertion-seconds-expected',
  'certain',
  'milliseconds',
  (w) => [
    call(w, invalid(), {
      jwt: assertion(w, { claims: { iat: clientSeconds(w, -65) * 1000, exp: clientSeconds(w, 3535) * 1000 } }),
    }),
  ],
  { ...onSent, accept: ['assertion-lifetime-too-long'] },
);
add(
  'assertion-seconds-expected',
  'certain',
  'a date as text',
  (w) => [
    call(w, invalid(), {
      jwt: assertion(w, {
        claims: { iat: new Date(w.now).toISOString(), exp: new Date(w.now + 3_500_000).toISOString() },
      }),
    }),
  ],
  onSent,
);
add(
  'assertion-seconds-expected',
  'certain',
  'exp is missing',
  (w) => [call(w, invalid(), { jwt: assertion(w, { claims: { exp: undefined } }) })],
  onSent,
);

add(
  'algorithm-not-rs256',
  'certain',
  'HS256',
  (w) => [call(w, invalid(), { jwt: assertion(w, { header: { alg: 'HS256' } }) })],
  onSent,
);
add(
  'algorithm-not-rs256',
  'certain',
  'RS512',
  (w) => [call(w, invalid('Invalid signature'), { jwt: assertion(w, { header: { alg: 'RS512' } }) })],
  { ...onSent, accept: ['token-signature-invalid'] },
);
add(
  'algorithm-not-rs256',
  'certain',
  'none',
  (w) => [call(w, invalid(), { jwt: assertion(w, { header: { alg: 'none' } }) })],
  { ...onSent, accept: ['token-malformed'] },
);

add(
  'issuer-not-service-account',
  'certain',
  'a person',
  (w) => [call(w, invalid(), { jwt: assertion(w, { claims: { iss: 'mary.major@acme.example' } }) })],
  onSent,
);
add(
  'issuer-not-service-account',
  'certain',
  'missing',
  (w) => [call(w, invalid(), { jwt: assertion(w, { claims: { iss: undefined } }) })],
  onSent,
);
add(
  'issuer-not-service-account',
  'certain',
  'the client id',
  (w) => [call(w, invalid('Unknown issuer'), { jwt: assertion(w, { claims: { iss: '104837209518273645019' } }) })],
  { ...onSent, accept: ['issuer-not-registered'] },
);

add(
  'issuer-not-registered',
  'likely',
  'the answer says so',
  (w) => [call(w, invalid(`Service account ${account} is not registered`))],
  { on: ['answer', 'words'] },
);
add(
  'issuer-not-registered',
  'likely',
  'unknown issuer',
  (w) => [call(w, invalid('Unknown issuer'), { configuration: run({ queue: true }) })],
  { on: ['answer', 'words'] },
);
add(
  'issuer-not-registered',
  'possible',
  'nothing else is wrong',
  (w) => [call(w, invalid(), { configuration: run({ queue: true, parameters: undefined }) })],
  { on: ['answer', 'credentials'], accept: ['remote-invalid', 'parameter-name-case', 'workflow-not-found'] },
);

add('command-wrong', 'certain', 'unknown', (w) => [call(w, invalid(), { c: '713aa58e' })], onSent);
add('command-wrong', 'certain', 'missing', (w) => [call(w, invalid(), { c: undefined })], onSent);
add(
  'command-wrong',
  'certain',
  'of another configuration',
  (w) => [call(w, invalid('Bad command'), { c: 'a83270b7' })],
  { ...onSent, accept: ['workflow-id-missing'] },
);

add(
  'workflow-id-missing',
  'certain',
  'no l',
  (w) => [call(w, invalid(), { configuration: run({ l: undefined }) })],
  onSent,
);
add('workflow-id-missing', 'certain', 'empty', (w) => [call(w, invalid(), { configuration: run({ l: '' }) })], onSent);
add(
  'workflow-id-missing',
  'certain',
  'history without historyId',
  (w) => [history(w, invalid(), -60, { workflowId: '5629499534213120' })],
  onSent,
);
add(
  'workflow-id-missing',
  'certain',
  'nothing to lock',
  (w) => [call(w, invalid(), { c: '6f570e7l', configuration: { lockWorkflows: { workflowIds: [], comment: 'x' } } })],
  onSent,
);

add('workflow-not-found', 'certain', 'run', (w) => [call(w, failed(404, 'notFound', 'Workflow not found'))], onReason);
add('workflow-not-found', 'certain', 'history', (w) => [history(w, failed(404, 'notFound'))], onReason);
add(
  'workflow-not-found',
  'certain',
  'v2',
  (w) => [call(w, failed(404, 'notFound', 'Not found'), { configuration: run({ queue: true }) })],
  onReason,
);

add('permission-missing', 'certain', 'run', (w) => [call(w, failed(403, 'accessDenied', 'Access denied'))], onReason);
add('permission-missing', 'certain', 'history', (w) => [history(w, failed(403, 'accessDenied'))], onReason);
add(
  'permission-missing',
  'certain',
  'lock',
  (w) => [
    call(w, failed(403, 'accessDenied', 'Organization administrators only'), {
      c: '6f570e7l',
      configuration: { lockWorkflows: { workflowIds: ['5629499534213120'], comment: 'Maintenance' } },
    }),
  ],
  onReason,
);

add(
  'already-running',
  'certain',
  'started a minute before',
  (w) => [call(w, ok, { at: -90 }), call(w, invalid('Workflow is already running'))],
  { on: ['answer', 'credentials', 'sent'] },
);
add(
  'already-running',
  'likely',
  'its words',
  (w) => [call(w, invalid('Another instance of the workflow is running'))],
  { on: ['answer', 'words'] },
);
add(
  'already-running',
  'likely',
  'started a minute before, no words',
  (w) => [call(w, ok, { at: -90 }), call(w, invalid())],
  { on: ['answer', 'credentials', 'sent'] },
);

const named = (...names: string[]) =>
  run({ queue: true, parameters: names.map((name) => ({ name, value: 'Camera' })) });
add(
  'parameter-name-case',
  'likely',
  'the other spelling was taken',
  (w) => [
    call(w, ok, { at: -9000, configuration: named('var_product') }),
    call(w, invalid(), { configuration: named('Var_Product') }),
  ],
  { on: ['answer', 'credentials', 'sent'] },
);
add(
  'parameter-name-case',
  'likely',
  'its words',
  (w) => [call(w, invalid('Unknown parameter: Var_Product'), { configuration: named('Var_Product') })],
  { on: ['answer', 'words', 'sent'] },
);
add(
  'parameter-name-case',
  'likely',
  'the run fails for it',
  (w) => [
    call(w, ok, { at: -9000, configuration: named('var_product') }),
    call(w, failed(500, 'backendError', 'Parameter VAR_PRODUCT not found'), { configuration: named('VAR_PRODUCT') }),
  ],
  { on: ['answer', 'words', 'sent', 'credentials'], accept: ['backend-error'] },
);

const tooLarge = page(
  413,
  '<html>\r\n<head><title>413 Request Entity Too Large</title></head>\r\n<body>\r\n<center><h1>413 Request Entity Too Large</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
);
const heavy = (w: World, answer: Answer, bodyBytes: number) => ({ ...call(w, answer), bodyBytes });
add('body-too-large', 'likely', 'a gateway', (w) => [call(w, tooLarge)], { on: [] });
add(
  'body-too-large',
  'certain',
  '413 of the service',
  (w) => [heavy(w, failed(413, 'invalid', 'Request too large'), 41_943_040)],
  { on: [] },
);
add('body-too-large', 'certain', 'invalid, and 40 MB', (w) => [heavy(w, invalid(), 41_943_040)], { on: ['answer'] });

const runFailed = (state: string, reason: string) =>
  json(200, {
    status: 'ok',
    result: {
      history: {
        historyId: '4785074604081152',
        workflowId: '5629499534213120',
        runReason: 'remote',
        workflowOwners: [account],
        startTime: 1795168000000,
        endTime: 1795168060000,
        status: { state, error: { reason, message: 'Task 3 failed' } },
      },
    },
  });
add('backend-error', 'certain', 'run', (w) => [call(w, failed(500, 'backendError', 'Internal error'))], onReason);
add('backend-error', 'certain', 'history', (w) => [history(w, failed(500, 'backendError'))], onReason);
add(
  'backend-error',
  'certain',
  'the run failed later',
  (w) => [call(w, ok, { at: -400 }), history(w, runFailed('failed', 'backendError'))],
  onReason,
);

add(
  'payload-invalid',
  'certain',
  'broken JSON',
  (w) => [{ ...call(w, invalid()), body: '{"c":"713aa58d","configuration":{"runWorkflow":{"l":"T3Jk",}}' }],
  { ...onSent, accept: ['assertion-missing'] },
);
add(
  'payload-invalid',
  'likely',
  'parameters are an object',
  (w) => [call(w, invalid(), { configuration: run({ parameters: { var_product: 'Camera' } }) })],
  onSent,
);
add(
  'base-url-wrong',
  'likely',
  'no /remote',
  (w) => [
    {
      ...call(w, page(404, '<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>')),
      url: `https://${w.magnusHost}/api/run`,
    },
  ],
  { on: ['sent'] },
);
add(
  'clock-skew',
  'likely',
  'signed by a clock that runs ahead',
  (w) => {
    const signed = assertion(w, { claims: { iat: clientSeconds(w, -62), exp: clientSeconds(w, 3538) } });
    const answer = invalid('Token used too early');
    return [call(w, { ...answer, headers: [...answer.headers, ['Date', httpDate(w, -60 - 900)]] }, { jwt: signed })];
  },
  { on: ['credentials', 'date', 'clock', 'answer', 'sent'], accept: ['token-not-yet-valid'] },
);

// Near misses.
add(null, 'certain', 'started', (w) => [call(w, ok)], { on: ['answer'] });
add(null, 'certain', 'a day long, and accepted', (w) => [call(w, ok, { jwt: lasting(w, 86_400) })], { on: ['answer'] });
add(
  null,
  'certain',
  'history of a run that goes well',
  (w) => [
    history(
      w,
      json(200, {
        status: 'ok',
        result: {
          history: {
            historyId: '4',
            workflowId: '5',
            runReason: 'remote',
            startTime: 1795168000000,
            status: { state: 'running' },
          },
        },
      }),
    ),
  ],
  { on: ['answer'] },
);
add(
  'permission-missing',
  'likely',
  'denied, and the assertion is too long',
  (w) => [call(w, failed(403, 'accessDenied'), { jwt: lasting(w, 7200) })],
  { on: ['answer'] },
);
add('service-error', 'certain', 'a gateway before it', (w) => [call(w, empty(503))], {
  on: [],
  accept: ['backend-error'],
});

export const magnusCases = list.cases;
