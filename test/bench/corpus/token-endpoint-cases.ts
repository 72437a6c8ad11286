import type { Answer, Entry, World } from './case.ts';
import { caseList } from './case.ts';
import { clientId, tokenCall, uaaUrl } from './sap-parts.ts';
import { basic, empty, entry, json, page, plain } from './wire.ts';

// Where a token endpoint is, and how it takes its parameters: UAA (UaaTokenEndpoint, HttpMethodNotSupportedAdvice), SAP's
// help on 429.

const list = caseList();

const { add } = list;

const anybody = { system: 'generic-http' } as const;

const form = ['Content-Type', 'application/x-www-form-urlencoded'] as const;

const grant = (more = '') => `grant_type=client_credentials&client_id=reporting&client_secret=zE4t.8Kq~1Lw${more}`;

const oauth =
  (path: string, answer: Answer, body = grant()) =>
  (w: World): Entry[] => [entry(-45, 'POST', `https://${w.identityHost}${path}`, answer, { headers: [form], body })];

const keycloak = '/realms/acme/protocol/openid-connect/token';

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
  { on: ['answer', 'sent'], accept: ['token-response-not-json'] },
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

export const tokenEndpointCases = list.cases;
