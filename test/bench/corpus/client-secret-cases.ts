import type { Answer, Entry, World } from './case.ts';
import { caseList } from './case.ts';
import { clientId, tokenCall, uaaUrl } from './sap-parts.ts';
import { basic, entry, json } from './wire.ts';

// Refused clients: UAA (ClientBasicAuthenticationFilter), SAP's help on 401 at the token endpoint, Keycloak, Microsoft
// Entra (AADSTS…), Okta.

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

export const clientSecretCases = list.cases;
