import type { Answer, Entry, Header, World } from './case.ts';
import { caseList } from './case.ts';
import { sapCall, sapToken } from './sap-parts.ts';
import { bearer, clientSeconds, empty, entry, httpDate, json, jwt, serverSeconds } from './wire.ts';

// Clocks that disagree (Nimbus, Google's token endpoint), tokens without Bearer, and near misses.

const list = caseList();

const { add } = list;

const anybody = { system: 'generic-http' } as const;

const definitions = '/v1/workflow-definitions';

const full = json(
  401,
  { error: 'unauthorized', error_description: 'Full authentication is required to access this resource' },
  [
    [
      'WWW-Authenticate',
      'Bearer realm="sap-workflow", error="unauthorized", error_description="Full authentication is required to access this resource"',
    ],
  ],
);

const nimbus = (words: string): Answer =>
  empty(401, [
    [
      'WWW-Authenticate',
      `Bearer error="invalid_token", error_description="${words}", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"`,
    ],
  ]);

const silent = empty(401, [['WWW-Authenticate', 'Bearer']]);

const api = (w: World) => `https://api.${w.identityHost.replace(/^login\./, '')}/orders`;

const orders = (w: World, token: string, answer: Answer, at = -60): Entry[] => [
  entry(at, 'GET', api(w), answer, { headers: [bearer(token)] }),
];

const plainToken = (w: World, claims: Record<string, unknown>, owner = 'acme') =>
  jwt(
    { alg: 'RS256', typ: 'at+jwt', kid: '2026-01' },
    {
      iss: `https://${w.identityHost}/`,
      sub: 'reporting',
      aud: 'https://api.acme.example',
      jti: w.guid,
      iat: serverSeconds(w, -600),
      exp: serverSeconds(w, 3000),
      ...claims,
    },
    owner,
  );

const withAuthorization = (w: World, value: string, answer: Answer): Entry[] => [
  sapCall(w, -60, 'GET', definitions, answer, { token: null, headers: [['Authorization', value]] }),
];

const ahead: Header = ['X-Request-Id', '1'];

add(
  'clock-skew',
  'likely',
  'the token is from the future of the service',
  (w) =>
    orders(
      w,
      plainToken(w, { iat: serverSeconds(w, 540), nbf: serverSeconds(w, 540), exp: serverSeconds(w, 4200) }),
      nimbus('An error occurred while attempting to decode the Jwt: Jwt used before its time'),
    ),
  { ...anybody, on: ['credentials', 'date', 'clock'], accept: ['token-not-yet-valid'] },
);

add(
  'clock-skew',
  'likely',
  'this machine is an hour behind',
  (w) => {
    const answer = nimbus('An error occurred while attempting to decode the Jwt: Jwt expired');
    return orders(w, plainToken(w, { iat: clientSeconds(w, -600), exp: clientSeconds(w, 1200) }), {
      ...answer,
      headers: [...answer.headers, ['Date', httpDate(w, 3540)], ahead],
    });
  },
  { ...anybody, on: ['credentials', 'date', 'clock'], accept: ['token-expired'] },
);

add(
  'clock-skew',
  'likely',
  'Google',
  (w) => [
    entry(
      -60,
      'POST',
      'https://oauth2.googleapis.com/token',
      json(400, {
        error: 'invalid_grant',
        error_description:
          'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
      }),
      {
        headers: [['Content-Type', 'application/x-www-form-urlencoded']],
        body: `grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=${jwt({ alg: 'RS256', typ: 'JWT' }, { iss: 'robot@acme.iam.gserviceaccount.com', scope: 'https://www.googleapis.com/auth/drive', aud: 'https://oauth2.googleapis.com/token', iat: serverSeconds(w, 900), exp: serverSeconds(w, 4500) })}`,
      },
    ),
  ],
  {
    ...anybody,
    on: ['credentials', 'date', 'clock', 'sent', 'answer'],
    accept: ['assertion-missing', 'token-not-yet-valid'],
  },
);

add('bearer-prefix-missing', 'likely', 'the token alone', (w) => withAuthorization(w, sapToken(w), full), {
  on: ['credentials'],
});

add(
  'bearer-prefix-missing',
  'likely',
  'another service',
  (w) => [entry(-60, 'GET', api(w), silent, { headers: [['Authorization', plainToken(w, {})]] })],
  { ...anybody, on: ['credentials'] },
);

add(
  'bearer-prefix-missing',
  'likely',
  'POST',
  (w) => [
    sapCall(w, -60, 'POST', '/v1/messages', empty(401), {
      token: null,
      headers: [['Authorization', sapToken(w)]],
      body: { definitionId: 'go', workflowInstanceId: w.guid },
    }),
  ],
  { on: ['credentials'] },
);

// Near misses.
add(
  null,
  'certain',
  'a call with a good token',
  (w) => [
    sapCall(w, -60, 'GET', definitions, json(200, [{ id: 'order-approval', version: '3', name: 'Order approval' }])),
  ],
  { on: [] },
);

add(
  null,
  'certain',
  'an expired token that the service took',
  (w) => orders(w, plainToken(w, { exp: serverSeconds(w, -90) }), json(200, { orders: [{ id: 1 }] })),
  { ...anybody, on: [] },
);

add(
  'token-wrong-tenant',
  'possible',
  '401 with a good token and no words',
  (w) => [sapCall(w, -60, 'GET', definitions, silent)],
  { on: ['credentials'], accept: ['token-signature-invalid', 'token-wrong-audience', 'unknown'] },
);

add(
  'unknown',
  'possible',
  '401 to a token nobody can read',
  (w) => [entry(-60, 'GET', api(w), silent, { headers: [bearer('gho_16C7e42F292c6912E7710c838347Ae178B4a')] })],
  {
    ...anybody,
    on: ['credentials'],
    accept: [
      'token-expired',
      'token-wrong-tenant',
      'token-signature-invalid',
      'token-wrong-audience',
      'token-malformed',
    ],
  },
);

add(
  'unknown',
  'possible',
  '403 of another service',
  (w) => orders(w, plainToken(w, {}), json(403, { message: 'Forbidden' })),
  { ...anybody, accept: ['role-missing', 'authority-missing'] },
);

export const tokenClockCases = list.cases;
