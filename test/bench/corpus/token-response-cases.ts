import type { Answer, Entry, World } from './case.ts';
import { caseList } from './case.ts';
import { clientId, sapToken, tokenAnswer, tokenCall, uaaUrl } from './sap-parts.ts';
import { basic, entry, json, page, plain } from './wire.ts';

// What comes from a token endpoint in place of a token, and client certificates that ran out.

const list = caseList();

const { add } = list;

const anybody = { system: 'generic-http' } as const;

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

const plus = 'pW+8q/Zt+0aK2m=';

const inQuery = (w: World) => `${uaaUrl(w)}/oauth/token?grant_type=client_credentials`;

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
  { ...anybody, on: ['answer', 'sent'] },
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

export const tokenResponseCases = list.cases;
