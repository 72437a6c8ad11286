import type { Answer, Entry, World } from './case.ts';
import { caseList } from './case.ts';
import { clientId, sapToken, tokenAnswer, tokenCall, uaaUrl } from './sap-parts.ts';
import { basic, empty, entry, json, page, plain } from './wire.ts';

// Words of UAA (ClientBasicAuthenticationFilter, UaaAuthorizationRequestManager, UaaTokenEndpoint), of SAP's help on 401 and 429
// at the token endpoint, of Keycloak, Microsoft Entra (AADSTS…), Okta and Auth0; codes of RFC 6749, 5.2.

const list = caseList();
const { add } = list;
const anybody = { system: 'generic-http' } as const;
const uaaChallenge = [
  'WWW-Authenticate',
  'Basic realm="UAA/client", error="unauthorized", error_description="Bad credentials"',
] as const;

const form = ['Content-Type', 'application/x-www-form-urlencoded'] as const;
const grant = (more = '') => `grant_type=client_credentials&client_id=reporting&client_secret=zE4t.8Kq~1Lw${more}`;
const oauth =
  (path: string, answer: Answer, body = grant()) =>
  (w: World): Entry[] => [entry(-45, 'POST', `https://${w.identityHost}${path}`, answer, { headers: [form], body })];
const keycloak = '/realms/acme/protocol/openid-connect/token';
const entra = '/4f0c2d1e-7b0a-4a55-8d11-0c8b3b0a9e77/oauth2/v2.0/token';
const aad = (status: number, error: string, number: number, words: string) =>
  json(status, {
    error,
    error_description: `AADSTS${number}: ${words} Trace ID: 8f2c1e00-0d5b-4a44-9a6d-0f7c2b1d0300 Correlation ID: 52b1c7a4-6d0e-4a0c-8f61-d2a1b9f3e6aa Timestamp: 2026-11-20 09:59:15Z`,
    error_codes: [number],
    trace_id: '8f2c1e00-0d5b-4a44-9a6d-0f7c2b1d0300',
  });
const aadHost = { ...anybody };

add(
  'client-secret-rejected',
  'certain',
  'UAA, secret in the body',
  (w) => [
    tokenCall(w, -60, json(401, { error: 'unauthorized', error_description: 'Bad credentials' }, [uaaChallenge])),
  ],
  { accept: ['client-unknown'] },
);
add(
  'client-secret-rejected',
  'certain',
  'UAA, Basic',
  (w) => [
    tokenCall(w, -60, json(401, { error: 'invalid_client', error_description: 'Bad credentials' }), {
      headers: [basic(clientId(w), 'bX9-kQ2_7f$Wz=')],
      body: 'grant_type=client_credentials',
    }),
  ],
  { accept: ['client-unknown'] },
);
add(
  'client-secret-rejected',
  'certain',
  'Keycloak',
  oauth(
    keycloak,
    json(401, { error: 'unauthorized_client', error_description: 'Invalid client or Invalid client credentials' }),
  ),
  { ...anybody, accept: ['client-unknown'] },
);
add(
  'client-secret-rejected',
  'certain',
  'Entra',
  oauth(
    entra,
    aad(
      401,
      'invalid_client',
      7000215,
      "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '5f3e'.",
    ),
  ),
  aadHost,
);
add(
  'client-secret-rejected',
  'certain',
  'Okta',
  oauth(
    '/oauth2/default/v1/token',
    json(401, {
      error: 'invalid_client',
      error_description: 'The client secret supplied for a confidential client is invalid.',
    }),
  ),
  anybody,
);

const plus = 'pW+8q/Zt+0aK2m=';
add(
  'client-secret-plus-sign',
  'likely',
  'Basic, as it stands',
  (w) => [
    tokenCall(w, -60, json(401, { error: 'unauthorized', error_description: 'Bad credentials' }, [uaaChallenge]), {
      headers: [basic(clientId(w), plus)],
      body: 'grant_type=client_credentials',
    }),
  ],
  { on: ['credentials', 'answer'], accept: ['client-secret-rejected'] },
);
add(
  'client-secret-plus-sign',
  'likely',
  'body, not encoded',
  (w) => [
    tokenCall(w, -60, json(401, { error: 'unauthorized', error_description: 'Bad credentials' }), {
      body: `grant_type=client_credentials&client_id=${encodeURIComponent(clientId(w))}&client_secret=${plus}`,
    }),
  ],
  { on: ['sent', 'answer'] },
);
add(
  'client-secret-plus-sign',
  'likely',
  'query, not encoded',
  (w) => [
    tokenCall(w, -60, json(401, { error: 'invalid_client', error_description: 'Bad credentials' }), {
      url: `${uaaUrl(w)}/oauth/token?grant_type=client_credentials&client_id=${encodeURIComponent(clientId(w))}&client_secret=${plus}`,
      body: '',
    }),
  ],
  { on: ['answer'] },
);

add(
  'client-unknown',
  'certain',
  'UAA',
  (w) => [
    tokenCall(
      w,
      -60,
      json(401, { error: 'unauthorized', error_description: 'Client with requested ID does not exist' }),
    ),
  ],
  { on: ['answer', 'words'], accept: ['client-secret-rejected'] },
);
add(
  'client-unknown',
  'certain',
  'Entra',
  oauth(
    entra,
    aad(
      400,
      'unauthorized_client',
      700016,
      "Application with identifier '5f3e0c2a-1111-4c55-9d0e-8f1b7a2c4d11' was not found in the directory 'Acme'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.",
    ),
  ),
  aadHost,
);
add(
  'client-unknown',
  'certain',
  'UAA, no client details',
  (w) => [
    tokenCall(
      w,
      -60,
      json(401, { error: 'invalid_client', error_description: `No client with requested id: ${clientId(w)}` }),
    ),
  ],
  { on: ['answer', 'words'], accept: ['client-secret-rejected'] },
);

add(
  'grant-not-allowed',
  'certain',
  'UAA',
  (w) => [
    tokenCall(
      w,
      -60,
      json(401, { error: 'invalid_client', error_description: 'Unauthorized grant type: client_credentials' }),
    ),
  ],
  { on: ['answer', 'words'], accept: ['client-secret-rejected'] },
);
add(
  'grant-not-allowed',
  'certain',
  'Keycloak',
  oauth(
    keycloak,
    json(401, { error: 'unauthorized_client', error_description: 'Client not enabled to retrieve service account' }),
  ),
  { ...anybody, on: ['answer', 'words'] },
);
add(
  'grant-not-allowed',
  'certain',
  'Auth0',
  oauth(
    '/oauth/token',
    json(403, {
      error: 'unauthorized_client',
      error_description: "Grant type 'client_credentials' not allowed for the client.",
      error_uri: 'https://auth0.com/docs/clients/client-grant-types',
    }),
  ),
  anybody,
);
add(
  'grant-not-allowed',
  'certain',
  'unsupported_grant_type',
  oauth(
    '/oauth2/token',
    json(400, { error: 'unsupported_grant_type', error_description: 'Unsupported grant type: client_credentials' }),
  ),
  anybody,
);

add('scope-invalid', 'certain', 'UAA', (w) => [
  tokenCall(
    w,
    -60,
    json(400, {
      error: 'invalid_scope',
      error_description: '[workflow.START] is invalid. Please use a valid scope name in the request',
    }),
    {
      body: `grant_type=client_credentials&scope=workflow.START&client_id=${encodeURIComponent(clientId(w))}&client_secret=abc`,
    },
  ),
]);
add(
  'scope-invalid',
  'certain',
  'Entra',
  oauth(
    entra,
    aad(
      400,
      'invalid_scope',
      70011,
      "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope workflow.start is not valid.",
    ),
    grant('&scope=workflow.start'),
  ),
  aadHost,
);
add(
  'scope-invalid',
  'certain',
  'Okta',
  oauth(
    '/oauth2/default/v1/token',
    json(400, {
      error: 'invalid_scope',
      error_description: 'One or more scopes are not configured for the authorization server resource.',
    }),
    grant('&scope=tasks.read'),
  ),
  anybody,
);

const notAllowed = json(406, {
  error: 'query_string_not_allowed',
  error_description: 'Parameters must be passed in the body of the request',
});
const inQuery = (w: World) => `${uaaUrl(w)}/oauth/token?grant_type=client_credentials`;
add(
  'query-string-not-allowed',
  'certain',
  'POST with a query',
  (w) => [tokenCall(w, -60, notAllowed, { url: inQuery(w), body: '', headers: [basic(clientId(w), 'bX9')] })],
  { on: [] },
);
add(
  'query-string-not-allowed',
  'certain',
  'GET with a query',
  (w) => [tokenCall(w, -60, notAllowed, { url: inQuery(w), method: 'GET', headers: [basic(clientId(w), 'bX9')] })],
  { on: [] },
);
add(
  'query-string-not-allowed',
  'likely',
  '406 alone',
  (w) => [tokenCall(w, -60, empty(406), { url: inQuery(w), body: '', headers: [basic(clientId(w), 'bX9')] })],
  { on: [] },
);

const springNotFound = (path: string) =>
  json(404, { timestamp: '2026-11-20T09:59:00.123+00:00', status: 404, error: 'Not Found', path });
add(
  'token-endpoint-wrong',
  'certain',
  'without /oauth/token',
  (w) => [tokenCall(w, -60, springNotFound('/token'), { url: `${uaaUrl(w)}/token` })],
  { on: [] },
);
add(
  'token-endpoint-wrong',
  'certain',
  'twice /oauth/token',
  (w) => [tokenCall(w, -60, plain(404, ''), { url: `${uaaUrl(w)}/oauth/token/oauth/token` })],
  { on: [] },
);
add(
  'token-endpoint-wrong',
  'likely',
  'the login page',
  (w) => [
    tokenCall(
      w,
      -60,
      page(
        200,
        `<!DOCTYPE html><html><head><title>${w.tenant} - Log On</title></head><body><form id="logOnForm" action="/login.do" method="post"><input name="j_username"></form></body></html>`,
      ),
      { url: `${uaaUrl(w)}/login` },
    ),
  ],
  { accept: ['token-response-not-json'] },
);
add(
  'token-endpoint-wrong',
  'likely',
  'no such subdomain on the router',
  (w) => [
    tokenCall(
      w,
      -60,
      plain(404, `404 Not Found: Requested route ('${new URL(uaaUrl(w)).host}') does not exist.\n`, [
        ['X-Cf-Routererror', 'unknown_route'],
      ]),
    ),
  ],
  { on: [] },
);

const tooMany = (headers: readonly (readonly [string, string])[]) =>
  json(429, { error: 'rate_limit_exceeded', error_description: 'Too many requests. Please try again later.' }, headers);
add('token-rate-limited', 'certain', 'with Retry-After', (w) => [tokenCall(w, -60, tooMany([['Retry-After', '30']]))], {
  on: [],
});
add('token-rate-limited', 'certain', 'without', (w) => [tokenCall(w, -60, tooMany([]))], { on: [] });
add(
  'token-rate-limited',
  'certain',
  'plain text',
  oauth(keycloak, plain(429, 'Too Many Requests', [['Retry-After', '5']])),
  { ...anybody, on: [] },
);

const portal = page(
  200,
  '<html><head><title>Web Authentication</title></head><body><h1>Guest access</h1><form action="http://1.1.1.1/login.html"><input name="username"></form></body></html>',
);
add('token-response-not-json', 'certain', 'a captive portal', (w) => [tokenCall(w, -60, portal)], {
  on: ['answer'],
  accept: ['token-endpoint-wrong'],
});
add(
  'token-response-not-json',
  'certain',
  'form encoded',
  oauth(
    '/login/oauth/access_token',
    plain(200, 'access_token=gho_16C7e42F292c6912E7710c838347Ae178B4a&scope=repo&token_type=bearer'),
  ),
  { ...anybody, on: ['answer'] },
);
add('token-response-not-json', 'certain', 'plain text', oauth(keycloak, plain(200, 'OK')), {
  ...anybody,
  on: ['answer'],
  accept: ['token-endpoint-wrong'],
});

add(
  'token-response-without-token',
  'certain',
  'an id_token only',
  oauth(keycloak, json(200, { id_token: 'x', token_type: 'Bearer', expires_in: 300 })),
  anybody,
);
add(
  'token-response-without-token',
  'certain',
  'an error with 200',
  oauth('/oauth2/token', json(200, { status: 'ok', user: 'reporting' })),
  anybody,
);
add(
  'token-response-without-token',
  'certain',
  'the token is empty',
  oauth('/oauth2/token', json(200, { access_token: '', token_type: 'bearer', expires_in: 3600 })),
  anybody,
);

const certToken = (w: World) => uaaUrl(w).replace('.authentication.', '.authentication.cert.');
const certBody = (w: World) => `grant_type=client_credentials&client_id=${encodeURIComponent(clientId(w))}`;
add(
  'client-certificate-expired',
  'likely',
  'XSUAA, by its words',
  (w) => [
    tokenCall(w, -60, json(401, { error: 'invalid_client', error_description: 'Client certificate expired' }), {
      url: `${certToken(w)}/oauth/token`,
      body: certBody(w),
    }),
  ],
  { on: ['answer', 'words'], accept: ['client-certificate-refused', 'client-secret-rejected'] },
);
add(
  'client-secret-rejected',
  'certain',
  'Entra, the secret has run out',
  oauth(
    entra,
    aad(
      401,
      'invalid_client',
      7000222,
      "The provided client secret keys for app '5f3e' are expired. Visit the Azure portal to create new keys for your app, or consider using certificate credentials for added security.",
    ),
  ),
  aadHost,
);
add(
  'client-certificate-expired',
  'likely',
  'nginx before the endpoint',
  oauth(
    '/oauth2/token',
    page(
      400,
      '<html>\r\n<head><title>400 The SSL certificate error</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<center>The SSL certificate error: certificate has expired</center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
    ),
    'grant_type=client_credentials&client_id=reporting',
  ),
  { ...anybody, accept: ['client-certificate-refused'] },
);

// Near misses.
add(null, 'certain', 'a token came', (w) => [tokenCall(w, -60, tokenAnswer(sapToken(w, { at: -60 })))], { on: [] });
add(
  null,
  'certain',
  'a token came over the query',
  (w) => [
    tokenCall(w, -60, tokenAnswer(sapToken(w, { at: -60 })), {
      url: inQuery(w),
      method: 'GET',
      headers: [basic(clientId(w), plus)],
    }),
  ],
  { on: [] },
);
add(
  'client-secret-rejected',
  'certain',
  'the plus is encoded',
  (w) => [
    tokenCall(w, -60, json(401, { error: 'unauthorized', error_description: 'Bad credentials' }), { secret: plus }),
  ],
  { accept: ['client-unknown'] },
);
add(
  'service-error',
  'certain',
  'the token endpoint fails',
  (w) => [
    tokenCall(
      w,
      -60,
      json(503, { error: 'temporarily_unavailable', error_description: 'Service is temporarily unavailable' }),
    ),
  ],
  { on: [] },
);
add(
  'unknown',
  'likely',
  'a missing grant type is no scope',
  (w) => [
    tokenCall(w, -60, json(400, { error: 'invalid_request', error_description: 'Missing grant type' }), {
      body: `client_id=${encodeURIComponent(clientId(w))}&client_secret=abc`,
    }),
  ],
  { accept: ['payload-invalid', 'grant-not-allowed'] },
);

export const tokenEndpointCases = list.cases;
