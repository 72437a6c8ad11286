import type { Answer, Entry, World } from './case.ts';
import { caseList } from './case.ts';
import { clientId, tokenCall } from './sap-parts.ts';
import { entry, json } from './wire.ts';

// Grants and scopes: UAA (UaaAuthorizationRequestManager), Keycloak, Microsoft Entra, Okta, Auth0; codes of RFC 6749, 5.2.

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

export const clientGrantCases = list.cases;
