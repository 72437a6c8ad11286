import type { World } from './case.ts';
import { caseList } from './case.ts';
import { account, assertion, call, invalid, ok, run } from './magnus-parts.ts';
import { bearer, clientSeconds } from './wire.ts';

// Assertions that Magnus refuses (facts 2.2). Its messages are not documented; those here are what JWT libraries usually
// print.

const list = caseList({ system: 'magnus' });

const { add } = list;

const onSent = { on: ['sent', 'credentials', 'answer'] } as const;

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

export const magnusAssertionCases = list.cases;
