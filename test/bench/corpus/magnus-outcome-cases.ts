import type { Answer, World } from './case.ts';
import { caseList } from './case.ts';
import { account, assertion, call, failed, history, invalid, ok, run } from './magnus-parts.ts';
import { clientSeconds, empty, httpDate, json, page } from './wire.ts';

// Parameters, sizes and failures of Magnus' Remote API (facts 2.1), and near misses.

const list = caseList({ system: 'magnus' });

const { add } = list;

const onSent = { on: ['sent', 'credentials', 'answer'] } as const;

const onReason = { on: ['answer'] } as const;

const lasting = (w: World, seconds: number) =>
  assertion(w, { claims: { iat: clientSeconds(w, -65), exp: clientSeconds(w, -65 + seconds) } });

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
  'JSON that breaks',
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
  'certain',
  'signed by a clock that runs ahead',
  (w) => {
    const signed = assertion(w, { claims: { iat: clientSeconds(w, -62), exp: clientSeconds(w, 3538) } });
    const answer = invalid('Token used too early');
    return [call(w, { ...answer, headers: [...answer.headers, ['Date', httpDate(w, -60 - 900)]] }, { jwt: signed })];
  },
  { on: ['credentials', 'date', 'clock', 'answer', 'sent'], accept: ['token-not-yet-valid'] },
);

// Near misses.
add(null, 'certain', 'a run began', (w) => [call(w, ok)], { on: ['answer'] });

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

export const magnusOutcomeCases = list.cases;
