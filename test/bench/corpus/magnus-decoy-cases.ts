import { caseList } from './case.ts';
import { account, assertion, call, failed, history, invalid, ok, run } from './magnus-parts.ts';
import { bearer, clientSeconds, empty, httpDate, json, page, plain } from './wire.ts';

// Magnus: what a hasty reader would be certain of, and wrong.

const list = caseList({ system: 'magnus' });
const { add } = list;
const onSent = { on: ['sent', 'credentials', 'answer'] } as const;

const old = (at: number) => (w: Parameters<typeof clientSeconds>[0]) => ({
  iat: clientSeconds(w, at - 3600),
  exp: clientSeconds(w, at),
});

add(
  'unknown',
  'likely',
  'expired and HS256',
  (w) => [call(w, invalid(), { jwt: assertion(w, { header: { alg: 'HS256' }, claims: old(-7200)(w) }) })],
  { ...onSent, accept: ['algorithm-not-rs256', 'assertion-expired'] },
);
add(
  'unknown',
  'likely',
  'no l, and a person for issuer',
  (w) => [
    call(w, invalid(), {
      configuration: run({ l: undefined }),
      jwt: assertion(w, { claims: { iss: 'mary.major@acme.example' } }),
    }),
  ],
  { ...onSent, accept: ['issuer-not-service-account', 'workflow-id-missing'] },
);
add(
  'unknown',
  'possible',
  'plain HTTP to an HTTPS port',
  (w) => [
    call(
      w,
      page(
        400,
        '<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head><body><center><h1>400 Bad Request</h1></center><center>The plain HTTP request was sent to HTTPS port</center></body></html>',
      ),
      { jwt: assertion(w, { claims: old(-7200)(w) }) },
    ),
  ],
  {
    on: [],
    accept: ['base-url-wrong', 'tls-protocol', 'assertion-expired', 'not-http'],
    provable: ['tls-protocol', 'base-url-wrong'],
  },
);
add(
  'unknown',
  'possible',
  'a gateway refuses, and the assertion is too long',
  (w) => [
    call(
      w,
      page(401, '<html><head><title>401 Authorization Required</title></head><body><h1>401</h1></body></html>', [
        ['WWW-Authenticate', 'Basic realm="staging"'],
      ]),
      { jwt: assertion(w, { claims: { iat: clientSeconds(w, -65), exp: clientSeconds(w, 20_000) } }) },
    ),
  ],
  {
    on: [],
    accept: [
      'credentials-not-sent',
      'assertion-lifetime-too-long',
      'token-missing',
      'assertion-missing',
      'credentials-rejected',
    ],
  },
);
add(
  'assertion-expired',
  'likely',
  'by half a minute',
  (w) => [call(w, invalid(), { jwt: assertion(w, { claims: old(-90)(w) }) })],
  {
    ...onSent,
    on: ['clock', 'date', 'sent', 'answer', 'credentials'],
    accept: ['clock-skew', 'issuer-not-registered', 'remote-invalid'],
    provable: [],
  },
);
add(
  'assertion-lifetime-too-long',
  'likely',
  'by ten seconds',
  (w) => [
    call(w, invalid(), { jwt: assertion(w, { claims: { iat: clientSeconds(w, -65), exp: clientSeconds(w, 3545) } }) }),
  ],
  { ...onSent, provable: [] },
);
add(
  'unknown',
  'possible',
  'a run that is over',
  (w) => [
    call(w, ok, { at: -9000 }),
    history(
      w,
      json(200, {
        status: 'ok',
        result: {
          history: {
            historyId: '4785074604081152',
            workflowId: '5629499534213120',
            endTime: 1795168060000,
            status: { state: 'succeeded' },
          },
        },
      }),
      -8000,
    ),
    call(w, invalid()),
  ],
  {
    ...onSent,
    accept: [
      'remote-invalid',
      'issuer-not-registered',
      'parameter-name-case',
      'already-running',
      'workflow-id-missing',
      'payload-invalid',
    ],
  },
);
add(
  'unknown',
  'possible',
  'both an access token in the header and a good assertion',
  (w) => [call(w, invalid(), { headers: [bearer('ya29.a0AfH6SMBx') as [string, string]] })],
  {
    ...onSent,
    accept: [
      'remote-invalid',
      'issuer-not-registered',
      'parameter-name-case',
      'already-running',
      'assertion-in-header',
    ],
  },
);
add(
  'permission-missing',
  'certain',
  'and the message speaks of time',
  (w) => [call(w, failed(403, 'accessDenied', 'Access expired for this user'))],
  { on: ['answer'], accept: ['assertion-expired'], provable: ['permission-missing'] },
);
add(
  'workflow-not-found',
  'certain',
  'and the assertion is HS256',
  (w) => [call(w, failed(404, 'notFound'), { jwt: assertion(w, { header: { alg: 'HS256' } }) })],
  { on: ['answer'], provable: ['workflow-not-found'] },
);
add('unknown', 'possible', '404 of a gateway at the right address', (w) => [call(w, plain(404, 'not found'))], {
  on: [],
  accept: ['base-url-wrong', 'workflow-not-found'],
  provable: [],
});
add(
  null,
  'certain',
  'a run whose parameter is called error',
  (w) => [call(w, ok, { configuration: run({ parameters: [{ name: 'invalid', value: 'accessDenied' }] }) })],
  { on: ['answer'] },
);
add(
  null,
  'certain',
  'seconds as fractions, and accepted',
  (w) => [
    call(w, ok, {
      jwt: assertion(w, {
        claims: { iat: clientSeconds(w, -65) + 0.5, exp: clientSeconds(w, 3000) + 0.5, iss: account },
      }),
    }),
  ],
  { on: ['answer'] },
);
add(
  'service-error',
  'certain',
  'a gateway waits too long',
  (w) => [call(w, empty(504), { jwt: assertion(w, { claims: old(-7200)(w) }) })],
  { on: [], accept: ['backend-error'], provable: ['service-error'] },
);
add(
  'clock-skew',
  'likely',
  'the Date is an hour behind, and no words',
  (w) => {
    const answer = invalid();
    return [call(w, { ...answer, headers: [...answer.headers, ['Date', httpDate(w, -3660)]] })];
  },
  {
    on: ['date', 'clock', 'answer', 'sent', 'credentials'],
    accept: ['token-not-yet-valid'],
    provable: ['clock-skew', 'token-not-yet-valid'],
  },
);

export const magnusDecoyCases = list.cases;
