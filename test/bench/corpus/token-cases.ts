import type { Answer, Entry, Header, World } from './case.ts';
import { caseList } from './case.ts';
import { sapCall, sapName, sapToken, tokenAnswer, tokenCall } from './sap-parts.ts';
import { bearer, clientSeconds, empty, entry, httpDate, json, jwt, plain, serverSeconds } from './wire.ts';

// Words of Spring Security OAuth 2.x (DefaultTokenServices, OAuth2AuthenticationEntryPoint), of Spring Security's resource server
// (BearerTokenAuthenticationEntryPoint with Nimbus), of SAP's security library, and codes of RFC 6750, 3.1.

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
  'likely',
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
add('token-not-yet-valid', 'likely', 'nbf, no words', (w) => orders(w, soon(w), silent), {
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

const elsewhere = (w: World): World => ({ ...w, tenant: 'other-prod', region: w.region === 'us10' ? 'eu10' : 'us10' });
add(
  'token-wrong-tenant',
  'likely',
  'issued in another region',
  (w) => [
    sapCall(
      w,
      -60,
      'GET',
      definitions,
      invalid('Cannot verify with online token key, uaadomain of the token does not match'),
      { token: sapToken(elsewhere(w)) },
    ),
  ],
  { on: ['credentials'], accept: ['token-signature-invalid', 'token-wrong-audience'] },
);
add(
  'token-wrong-tenant',
  'likely',
  'the issuer is not the one',
  (w) =>
    orders(
      w,
      plainToken(w, { iss: 'https://login.other.example/' }),
      nimbus('An error occurred while attempting to decode the Jwt: The iss claim is not valid'),
    ),
  { ...anybody, on: ['challenge'] },
);
add(
  'token-wrong-tenant',
  'likely',
  'its words',
  (w) =>
    orders(
      w,
      plainToken(w, { iss: 'https://login.other.example/' }),
      json(401, { error: 'invalid_token', error_description: "Issuer 'https://login.other.example/' is not trusted" }),
    ),
  { ...anybody, on: ['answer', 'words'] },
);

const foreign = (w: World) =>
  sapToken(w, {
    claims: {
      aud: ['destination-xsappname!b62', 'uaa'],
      scope: ['uaa.resource'],
      authorities: ['uaa.resource'],
      client_id: `sb-${w.guid}!b31337|destination-xsappname!b62`,
      cid: `sb-${w.guid}!b31337|destination-xsappname!b62`,
      azp: `sb-${w.guid}!b31337|destination-xsappname!b62`,
    },
  });
add(
  'token-wrong-audience',
  'likely',
  "SAP's library",
  (w) => [
    sapCall(
      w,
      -60,
      'GET',
      definitions,
      invalid(
        `Jwt token with audience [destination-xsappname!b62, uaa] is not issued for these clientIds: [${sapName}].`,
      ),
      { token: foreign(w) },
    ),
  ],
  { on: ['credentials'], accept: ['token-wrong-tenant'] },
);
add(
  'token-wrong-audience',
  'certain',
  'Nimbus',
  (w) =>
    orders(
      w,
      plainToken(w, { aud: 'https://billing.acme.example' }),
      nimbus('An error occurred while attempting to decode the Jwt: The aud claim is not valid'),
    ),
  { ...anybody, on: ['challenge'] },
);
add(
  'token-wrong-audience',
  'certain',
  'Spring, resource id',
  (w) =>
    orders(
      w,
      plainToken(w, { aud: 'billing' }),
      json(403, { error: 'access_denied', error_description: 'Invalid token does not contain resource id (orders)' }),
    ),
  { ...anybody, on: ['answer', 'words'] },
);

add(
  'token-signature-invalid',
  'certain',
  'Nimbus',
  (w) =>
    orders(
      w,
      plainToken(w, {}, 'stranger'),
      nimbus('An error occurred while attempting to decode the Jwt: Signed JWT rejected: Invalid signature'),
    ),
  { ...anybody, on: ['challenge'] },
);
add(
  'token-signature-invalid',
  'likely',
  "SAP's words",
  (w) => [
    sapCall(
      w,
      -60,
      'GET',
      definitions,
      invalid(
        'Signature of Jwt Token is not valid: the identity provided by the JSON Web Token Key can not be trusted',
      ),
      { token: sapToken(w, { owner: 'stranger' }) },
    ),
  ],
  { on: ['challenge'] },
);
add(
  'token-signature-invalid',
  'likely',
  'Node',
  (w) =>
    orders(
      w,
      plainToken(w, {}, 'stranger'),
      json(401, { error: 'invalid_token', error_description: 'invalid signature' }),
    ),
  { ...anybody, on: ['answer', 'words'] },
);

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

export const tokenCases = list.cases;
