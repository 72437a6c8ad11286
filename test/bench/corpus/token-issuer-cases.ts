import type { Answer, Entry, World } from './case.ts';
import { caseList } from './case.ts';
import { sapCall, sapName, sapToken } from './sap-parts.ts';
import { bearer, empty, entry, json, jwt, serverSeconds } from './wire.ts';

// Tokens of another tenant, audience or key, in the words of Nimbus, Spring Security, SAP's security library and
// jsonwebtoken.

const list = caseList();

const { add } = list;

const anybody = { system: 'generic-http' } as const;

const definitions = '/v1/workflow-definitions';

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
  'certain',
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
  'certain',
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
  'certain',
  'Node',
  (w) =>
    orders(
      w,
      plainToken(w, {}, 'stranger'),
      json(401, { error: 'invalid_token', error_description: 'invalid signature' }),
    ),
  { ...anybody, on: ['answer', 'words'] },
);

export const tokenIssuerCases = list.cases;
