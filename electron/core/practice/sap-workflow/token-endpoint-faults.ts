import type { Fault, Faults } from '../faults.ts';

const group = 'Token endpoint';

/** Why no token comes of a login. */
export const tokenEndpointFaults = [
  {
    id: 'client-secret-rejected',
    name: 'Secret no longer valid',
    words: 'the service key was rotated or deleted: the endpoint refuses its secret',
    group,
    cause: 'client-secret-rejected',
    endsLogin: true,
  },
  {
    id: 'client-secret-plus-sign',
    name: 'A + in the secret',
    words: 'the new secret holds a +, lost when the connection sends it as “Basic header, as it is”',
    group,
    cause: 'client-secret-plus-sign',
    endsLogin: true,
  },
  {
    id: 'client-certificate-expired',
    name: 'Certificate of the key expired',
    words: 'the connection logs in with an X.509 key that ended yesterday',
    group,
    cause: 'client-certificate-expired',
    endsLogin: true,
  },
  {
    id: 'client-unknown',
    name: 'Client unknown',
    words: 'the endpoint has never heard of the client id',
    group,
    cause: 'client-unknown',
    endsLogin: true,
  },
  {
    id: 'grant-not-allowed',
    name: 'Grant not allowed',
    words: 'the client may not log in by client credentials',
    group,
    cause: 'grant-not-allowed',
    endsLogin: true,
  },
  {
    id: 'query-string-not-allowed',
    name: 'No query strings',
    words: 'parameters in the address are refused with 406: let the connection use “GET, in the address”',
    group,
    cause: 'query-string-not-allowed',
    endsLogin: true,
  },
  {
    id: 'token-endpoint-wrong',
    name: 'No such endpoint',
    words: 'the platform’s router knows no application at this address',
    group,
    cause: 'token-endpoint-wrong',
    endsLogin: true,
  },
  {
    id: 'token-rate-limited',
    name: 'Too many tokens',
    words: 'the endpoint answers 429; Gatewright keeps away for as long as it asks',
    group,
    cause: 'token-rate-limited',
    endsLogin: true,
  },
  {
    id: 'token-response-not-json',
    name: 'Login page for people',
    words: 'an identity provider’s web page comes with 200 instead of a token',
    group,
    cause: 'token-response-not-json',
    endsLogin: true,
  },
  {
    id: 'token-response-without-token',
    name: 'Answer without a token',
    words: 'JSON comes with 200, and no access_token in it',
    group,
    cause: 'token-response-without-token',
    endsLogin: true,
  },
  {
    id: 'token-endpoint-failed',
    name: 'Token endpoint down',
    words: 'the platform’s router answers 503 in its place',
    group,
    cause: 'service-error',
    endsLogin: true,
  },
] as const satisfies readonly Fault[];

export type TokenEndpointFaultId = (typeof tokenEndpointFaults)[number]['id'];

/** What is answered instead of judging the login. The others change what is judged. */
const answers: Partial<Record<TokenEndpointFaultId, (url: URL) => Response>> = {
  'client-secret-rejected': () => refuse(401, 'unauthorized', 'Bad credentials'),
  'client-unknown': () => refuse(401, 'invalid_client', 'Client with requested ID does not exist'),
  'grant-not-allowed': () => refuse(401, 'invalid_client', 'Unauthorized grant type: client_credentials'),
  'token-endpoint-wrong': (url) => unknownRoute(url),
  'token-rate-limited': () => refuse(429, 'rate_limit_exceeded', 'Too many token requests', { 'Retry-After': '5' }),
  'token-response-not-json': () =>
    new Response(loginPage, { status: 200, headers: { 'Content-Type': 'text/html;charset=UTF-8' } }),
  'token-response-without-token': () => json(200, { token_type: 'bearer', expires_in: 0 }),
  'token-endpoint-failed': () =>
    new Response('503 Service Unavailable: Registered endpoint failed to handle the request.\n', {
      status: 503,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'X-Cf-RouterError': 'endpoint_failure' },
    }),
};

const ids = tokenEndpointFaults.map(({ id }) => id);

/** What the fault that is on answers a login with; null when it is to be judged. */
export function answerInstead(faults: Faults<TokenEndpointFaultId>, url: URL): Response | null {
  const fault = faults.firstOn(ids);
  if (fault === 'query-string-not-allowed' && url.search !== '') return queryNotAllowed();
  return fault === null ? null : (answers[fault]?.(url) ?? null);
}

/** UAA with `jwt.token.queryString.enabled: false` (`HttpMethodNotSupportedAdvice`). */
function queryNotAllowed(): Response {
  return json(406, {
    error: 'query_string_not_allowed',
    error_description: 'Parameters must be passed in the body of the request',
  });
}

/** What Cloud Foundry's router answers when no application has the host (gorouter, `handlers/lookup.go`). */
export function unknownRoute({ host }: URL): Response {
  return new Response(`404 Not Found: Requested route ('${host}') does not exist.\n`, {
    status: 404,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'X-Cf-RouterError': 'unknown_route',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}

function refuse(status: number, error: string, description: string, headers: Record<string, string> = {}): Response {
  const challenge =
    status === 401
      ? { 'WWW-Authenticate': `Basic realm="UAA/client", error="${error}", error_description="${description}"` }
      : {};
  return json(status, { error, error_description: description }, { ...challenge, ...headers });
}

function json(status: number, body: object, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json;charset=UTF-8', 'Cache-Control': 'no-store', ...headers },
  });
}

const loginPage = `<!DOCTYPE html>
<html lang="en"><head><title>Sign In</title></head>
<body><form method="post" action="/saml2/idp/sso"><h1>Sign In</h1>
<label>E-Mail <input name="j_username"></label><label>Password <input name="j_password" type="password"></label>
<button>Continue</button></form></body></html>
`;
