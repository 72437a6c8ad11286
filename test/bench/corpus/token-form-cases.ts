import type { Answer, Entry, World } from './case.ts';
import { caseList } from './case.ts';
import { sapCall, sapToken, tokenAnswer, tokenCall } from './sap-parts.ts';
import { bearer, empty, entry, json, jwt, plain, serverSeconds } from './wire.ts';

// Tokens that are missing, damaged or out of their time: Spring Security OAuth 2.x (DefaultTokenServices,
// OAuth2AuthenticationEntryPoint), Spring Security's resource server with Nimbus (BearerTokenAuthenticationEntryPoint); codes of
// RFC 6750, 3.1.

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

const invalid = (words: string): Answer =>
  json(401, { error: 'invalid_token', error_description: words }, [
    ['WWW-Authenticate', `Bearer realm="workflow", error="invalid_token", error_description="${words}"`],
  ]);

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

add(
  'token-missing',
  'certain',
  'Spring, no header',
  (w) => [sapCall(w, -60, 'GET', definitions, full, { token: null })],
  { on: ['credentials'] },
);

add(
  'token-missing',
  'certain',
  'a bare challenge',
  (w) => [entry(-60, 'GET', api(w), empty(401, [['WWW-Authenticate', 'Bearer']]))],
  { ...anybody, on: ['credentials', 'headers', 'answer'] },
);

add(
  'token-missing',
  'certain',
  'POST',
  (w) => [
    sapCall(w, -60, 'POST', '/v1/workflow-instances', plain(401, 'Unauthorized'), {
      token: null,
      body: { definitionId: 'order-approval', context: {} },
    }),
  ],
  { on: ['credentials'] },
);

add('token-missing', 'likely', 'a placeholder', (w) => withAuthorization(w, 'Bearer {{access_token}}', full), {
  on: ['credentials'],
  accept: ['token-malformed'],
});

add(
  'token-malformed',
  'likely',
  'cut off',
  (w) => withAuthorization(w, `Bearer ${sapToken(w).slice(0, 700)}`, invalid('Cannot convert access token to JSON')),
  { on: ['credentials'], accept: ['token-signature-invalid'] },
);

add(
  'token-malformed',
  'likely',
  'in quotation marks',
  (w) => withAuthorization(w, `Bearer "${sapToken(w)}"`, nimbus('Bearer token is malformed')),
  { on: ['credentials'] },
);

add(
  'token-malformed',
  'likely',
  'undefined',
  (w) => withAuthorization(w, 'Bearer undefined', invalid('Cannot convert access token to JSON')),
  { on: ['credentials'], accept: ['token-missing'] },
);

add(
  'token-malformed',
  'likely',
  'two words',
  (w) => withAuthorization(w, `Bearer Bearer ${sapToken(w)}`, nimbus('Bearer token is malformed')),
  { on: ['credentials'], accept: ['bearer-prefix-missing'] },
);

const late = (w: World) => sapToken(w, { at: -50_000 });

add(
  'token-expired',
  'certain',
  'Spring says so',
  (w) => [sapCall(w, -60, 'GET', definitions, invalid(`Access token expired: ${late(w)}`), { token: late(w) })],
  { on: [] },
);

add(
  'token-expired',
  'certain',
  'Nimbus says so',
  (w) => [
    sapCall(
      w,
      -60,
      'GET',
      definitions,
      nimbus(
        `An error occurred while attempting to decode the Jwt: Jwt expired at ${new Date(serverSeconds(w, -6801) * 1000).toISOString()}`,
      ),
      { token: late(w) },
    ),
  ],
  { on: ['credentials', 'challenge'] },
);

add(
  'token-expired',
  'certain',
  'its time only',
  (w) => [sapCall(w, -60, 'GET', definitions, silent, { token: late(w) })],
  { on: ['credentials'] },
);

add(
  'token-expired',
  'certain',
  'between two calls',
  (w) => {
    const token = sapToken(w, { at: -2400, life: 1800 });
    return [
      tokenCall(w, -2400, tokenAnswer(token, { expires_in: 1799 })),
      sapCall(w, -2300, 'GET', definitions, json(200, []), { token }),
      sapCall(w, -60, 'GET', definitions, invalid('The access token expired'), { token }),
    ];
  },
  { on: ['credentials'] },
);

add(
  'token-expired',
  'certain',
  'another service',
  (w) =>
    orders(
      w,
      plainToken(w, { iat: serverSeconds(w, -7800), exp: serverSeconds(w, -4200) }),
      json(401, { error: 'invalid_token', error_description: 'The token is expired' }),
    ),
  { ...anybody, on: ['credentials'] },
);

const soon = (w: World) => plainToken(w, { nbf: serverSeconds(w, 1800), iat: serverSeconds(w, -60) });

add(
  'token-not-yet-valid',
  'certain',
  'nbf',
  (w) =>
    orders(
      w,
      soon(w),
      nimbus(
        `An error occurred while attempting to decode the Jwt: Jwt used before ${new Date(serverSeconds(w, 1800) * 1000).toISOString()}`,
      ),
    ),
  { ...anybody, on: ['credentials'], accept: ['clock-skew'] },
);

add('token-not-yet-valid', 'certain', 'nbf, no words', (w) => orders(w, soon(w), silent), {
  ...anybody,
  on: ['credentials'],
  accept: ['clock-skew'],
});

add(
  'token-not-yet-valid',
  'certain',
  'the service says so',
  (w) =>
    orders(w, soon(w), json(401, { error: 'invalid_token', error_description: 'The token is not yet valid (nbf)' })),
  { ...anybody, on: ['credentials'], accept: ['clock-skew'] },
);

export const tokenFormCases = list.cases;
