import { noClues } from '#shared/model/clues.ts';
import { failureOf, responseOf, sentAt } from '../exchange-builder.ts';
import { connectionWith, dateAt, type Row } from './http-samples.ts';

export const error = (code: string, description: string) =>
  JSON.stringify({ error: code, error_description: description });
export const page = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in</body></html>';
export const secret = (way: 'body' | 'basic' | 'query', hasPlus: boolean, isEncoded: boolean) => ({
  clues: { ...noClues, clientSecret: { in: way, hasPlus, isEncoded } },
});
export const plain = secret('body', false, true);
export const at = (url: string, method = 'POST') => ({
  request: { method, url, headers: [], body: null, bodyBytes: 0 },
});
export const day = 86_400_000;
export const x509 = (end: number | null) => ({
  connection: connectionWith({
    secretKind: 'x509',
    certificateExpiresAt: end,
    tokenUrl: 'https://acme.authentication.cert.eu10.hana.ondemand.com/oauth/token',
  }),
});
export const certHost = at('https://acme.authentication.cert.eu10.hana.ondemand.com/oauth/token');

/** Answers of token endpoints, as real ones word them, and the cause that must come first. */
export const failedLogins: Row[] = [
  // UAA's ClientDetailsAuthenticationProvider, SAP's list of 401 texts (fd5865e), Keycloak, Okta, Microsoft Entra.
  [
    'UAA',
    'client-secret-rejected',
    'likely',
    {
      body: error('unauthorized', 'Bad credentials'),
      headers: {
        'WWW-Authenticate': 'Basic realm="UAA/client", error="unauthorized", error_description="Bad credentials"',
      },
    },
  ],
  ['XSUAA', 'client-secret-rejected', 'likely', { body: error('invalid_client', 'Client authentication failed') }],
  [
    'Keycloak',
    'client-secret-rejected',
    'likely',
    { body: error('invalid_client', 'Invalid client or Invalid client credentials') },
  ],
  [
    'older Keycloak',
    'client-secret-rejected',
    'certain',
    { exchange: plain, body: error('unauthorized_client', 'Invalid client secret') },
  ],
  [
    'Okta',
    'client-secret-rejected',
    'certain',
    {
      exchange: plain,
      body: error('invalid_client', 'The client secret supplied for a confidential client is invalid.'),
    },
  ],
  [
    'Entra',
    'client-secret-rejected',
    'certain',
    { exchange: plain, body: error('invalid_client', 'AADSTS7000215: Invalid client secret provided.\r\nTrace ID: 1') },
  ],
  [
    'Entra, expired',
    'client-secret-rejected',
    'certain',
    {
      exchange: plain,
      body: error('invalid_client', "AADSTS7000222: The provided client secret keys for app 'x' are expired."),
    },
  ],
  [
    'Entra by 400',
    'client-secret-rejected',
    'certain',
    { exchange: plain, status: 400, body: error('invalid_client', 'AADSTS7000215: Invalid client secret provided.') },
  ],
  ['a page', 'client-secret-rejected', 'likely', { body: '<html>401 Authorization Required</html>' }],
  // SAP's checklist: "If the secret contains +".
  [
    'a raw plus in Basic',
    'client-secret-plus-sign',
    'likely',
    { body: error('unauthorized', 'Bad credentials'), exchange: secret('basic', true, false) },
  ],
  [
    'a raw plus in the query',
    'client-secret-plus-sign',
    'likely',
    { body: error('invalid_client', 'Invalid client secret'), exchange: secret('query', true, false) },
  ],
  [
    'a raw plus in the form, behind a page',
    'client-secret-plus-sign',
    'likely',
    { body: page, exchange: secret('body', true, false) },
  ],
  // SAP's doc 436ed68, alerts of RFC 8446, 6.2.
  [
    'a key that ran out a day ago',
    'client-certificate-expired',
    'certain',
    { body: error('invalid_client', 'Bad credentials'), exchange: certHost, input: x509(sentAt - day) },
  ],
  [
    'by the server’s clock',
    'client-certificate-expired',
    'certain',
    { headers: dateAt(0), exchange: certHost, input: x509(sentAt - 60_000) },
  ],
  [
    'in the handshake',
    'client-certificate-expired',
    'certain',
    {
      exchange: { ...certHost, response: null, failure: failureOf('ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED', 'tls') },
      input: x509(sentAt - day),
    },
  ],
  [
    'after the handshake',
    'client-certificate-expired',
    'certain',
    {
      exchange: { ...certHost, response: null, failure: failureOf('CLIENT_CERTIFICATE_REFUSED', 'wait') },
      input: x509(sentAt - day),
    },
  ],
  // SAP fd5865e, Spring's NoSuchClientException, Entra, Google.
  ['XSUAA', 'client-unknown', 'certain', { body: error('unauthorized', 'Client with requested ID does not exist') }],
  ['UAA', 'client-unknown', 'certain', { body: error('invalid_client', 'No client with requested id: sb-nothing') }],
  [
    'Entra',
    'client-unknown',
    'certain',
    {
      status: 400,
      body: error(
        'unauthorized_client',
        "AADSTS700016: Application with identifier 'x' was not found in the directory 'y'.",
      ),
    },
  ],
  ['Google', 'client-unknown', 'certain', { body: error('invalid_client', 'The OAuth client was not found.') }],
  ['Okta', 'client-unknown', 'certain', { body: error('invalid_client', "Invalid value for 'client_id' parameter.") }],
  // UAA's ClientCredentialsTokenGranter, Keycloak, Auth0, RFC 6749, 5.2.
  [
    'UAA',
    'grant-not-allowed',
    'certain',
    { body: error('invalid_client', 'Unauthorized grant type: client_credentials') },
  ],
  [
    'Keycloak',
    'grant-not-allowed',
    'certain',
    { body: error('unauthorized_client', 'Client not enabled to retrieve service account') },
  ],
  [
    'Auth0',
    'grant-not-allowed',
    'certain',
    { status: 403, body: error('unauthorized_client', "Grant type 'client_credentials' not allowed for the client.") },
  ],
  ['RFC 6749', 'grant-not-allowed', 'likely', { status: 400, body: error('unsupported_grant_type', 'nope') }],
  ['a code alone', 'grant-not-allowed', 'likely', { status: 400, body: '{"error":"unauthorized_client"}' }],
  // UaaAuthorizationRequestManager, Keycloak, Entra.
  [
    'UAA',
    'scope-invalid',
    'certain',
    { status: 400, body: error('invalid_scope', 'read is invalid. Please use a valid scope name in the request') },
  ],
  [
    'Keycloak',
    'scope-invalid',
    'certain',
    { status: 400, body: error('invalid_scope', 'Invalid scopes: openid read') },
  ],
  [
    'Entra',
    'scope-invalid',
    'likely',
    {
      status: 400,
      body: error('invalid_request', "AADSTS70011: The provided value for the input parameter 'scope' is not valid."),
    },
  ],
  // HttpMethodNotSupportedAdvice of UAA.
  [
    'UAA',
    'query-string-not-allowed',
    'certain',
    { status: 406, body: error('query_string_not_allowed', 'Parameters must be passed in the body of the request') },
  ],
  [
    '406 to a query',
    'query-string-not-allowed',
    'likely',
    {
      status: 406,
      exchange: at('https://a.authentication.eu10.hana.ondemand.com/oauth/token?grant_type=client_credentials'),
    },
  ],
  [
    '405 to GET with a query',
    'query-string-not-allowed',
    'likely',
    { status: 405, exchange: at('https://a.example/oauth/token?grant_type=client_credentials', 'GET') },
  ],
  // gorouter's proxy test, UAA's IdentityZoneResolvingFilter, Keycloak, Entra.
  [
    'gorouter',
    'token-endpoint-wrong',
    'likely',
    {
      status: 404,
      headers: { 'X-Cf-Routererror': 'unknown_route' },
      body: "404 Not Found: Requested route ('acme.example') does not exist.\n",
    },
  ],
  [
    'UAA',
    'token-endpoint-wrong',
    'certain',
    {
      status: 404,
      body: '{"status":404,"error":"Not Found","message":"Cannot find identity zone for subdomain acme"}',
    },
  ],
  ['Keycloak', 'token-endpoint-wrong', 'certain', { status: 404, body: '{"error":"Realm does not exist"}' }],
  [
    'Entra',
    'token-endpoint-wrong',
    'certain',
    { status: 400, body: error('invalid_request', "AADSTS90002: Tenant 'acme' not found.") },
  ],
  [
    'a web server',
    'token-endpoint-wrong',
    'likely',
    { status: 404, body: '<html><head><title>404 Not Found</title></head></html>' },
  ],
  [
    'a secret for the certificate endpoint',
    'token-endpoint-wrong',
    'likely',
    { body: error('unauthorized', 'Bad credentials'), exchange: { ...certHost, ...secret('body', false, true) } },
  ],
  [
    'a certificate for the secret endpoint',
    'token-endpoint-wrong',
    'likely',
    {
      body: error('unauthorized', 'Bad credentials'),
      input: { connection: connectionWith({ secretKind: 'x509', certificateExpiresAt: sentAt + day }) },
    },
  ],
  // SAP's doc d203e2d, RFC 6585.
  ['429', 'token-rate-limited', 'certain', { status: 429, headers: { 'retry-after': '7' } }],
  ['429 by a page', 'token-rate-limited', 'certain', { status: 429, body: page }],
  ['429 with words', 'token-rate-limited', 'certain', { status: 429, body: error('slow_down', 'Rate limit exceeded') }],
  ['a login page', 'token-response-not-json', 'likely', { status: 200, body: page }],
  ['plain text', 'token-response-not-json', 'certain', { status: 200, body: 'OK' }],
  [
    'nothing',
    'token-response-not-json',
    'certain',
    { status: 204, exchange: { response: { ...responseOf(204), bodyBytes: 0 } } },
  ],
  [
    'XML, cut off',
    'token-response-not-json',
    'likely',
    { status: 200, body: '<oauth><access', exchange: { response: { ...responseOf(200), isComplete: false } } },
  ],
  ['another JSON', 'token-response-without-token', 'certain', { status: 200, body: '\ufeff{"status":"ok"}' }],
  ['an empty token', 'token-response-without-token', 'certain', { status: 200, body: '{"access_token":""}' }],
  ['a token under another name', 'token-response-without-token', 'certain', { status: 200, body: '{"id_token":"x"}' }],
  ['a gateway', 'service-error', 'certain', { status: 503, body: '<html>503 Service Temporarily Unavailable</html>' }],
];
