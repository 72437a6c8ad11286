import { describe, expect, it } from 'vitest';
import type { CauseId } from '#shared/model/cause.ts';
import { noClues } from '#shared/model/clues.ts';
import { call, failureOf, inputOf, login, responseOf, sentAt, tokenState } from '../exchange-builder.ts';
import { confidenceIn, connectionWith, dateAt, explain, named, refusedLogin, type Sample } from './http-samples.ts';

const error = (code: string, description: string) => JSON.stringify({ error: code, error_description: description });
const page = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in</body></html>';
const secret = (way: 'body' | 'basic' | 'query', hasPlus: boolean, isEncoded: boolean) => ({
  clues: { ...noClues, clientSecret: { in: way, hasPlus, isEncoded } },
});
const plain = secret('body', false, true);
const at = (url: string, method = 'POST') => ({ request: { method, url, headers: [], body: null, bodyBytes: 0 } });
const day = 86_400_000;
const x509 = (end: number | null) => ({
  connection: connectionWith({
    secretKind: 'x509',
    certificateExpiresAt: end,
    tokenUrl: 'https://acme.authentication.cert.eu10.hana.ondemand.com/oauth/token',
  }),
});
const certHost = at('https://acme.authentication.cert.eu10.hana.ondemand.com/oauth/token');

type Row = [what: string, cause: CauseId, confidence: string, sample: Sample];

const rows: Row[] = [
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

describe('a login that failed', () => {
  it.each(rows)('as %s words it is %s, %s', (_what, cause, confidence, sample) => {
    const report = explain(refusedLogin(sample));
    expect(report.findings[0]).toMatchObject({ cause, confidence });
  });

  it.each(rows)('as %s words it is %s on the token call itself', (_what, cause, _confidence, sample) => {
    const { tokenExchange, tokenBodyText, connection } = refusedLogin(sample);
    if (tokenExchange === null) throw new Error('there is a token call');
    expect(explain(inputOf(tokenExchange, { bodyText: tokenBodyText, connection })).findings[0]?.cause).toBe(cause);
  });

  it.each(rows.filter(([, cause]) => cause !== 'client-certificate-expired'))(
    'as %s words it is %s for a service nothing is known of, and in an import without a connection',
    (_what, cause, _confidence, sample) => {
      const input = refusedLogin(sample);
      const generic = { ...input, exchange: { ...input.exchange, system: 'generic-http' as const } };
      expect(explain(generic).findings[0]?.cause).toBe(cause);
      const isOfConnection = cause === 'token-endpoint-wrong' && sample.input !== undefined;
      if (!isOfConnection) expect(explain({ ...generic, connection: null }).findings[0]?.cause).toBe(cause);
    },
  );
});

describe('a login that another way would have saved', () => {
  const spoilt = refusedLogin({
    body: error('unauthorized', 'Bad credentials'),
    exchange: secret('basic', true, false),
  });
  const other = { exchange: login({ id: 't0', token: tokenState([]), ...secret('body', true, true) }), bodyText: null };

  it('is proven by a neighbour of the same client that got a token', () => {
    expect(named({ ...spoilt, neighbours: [other] })[0]).toBe('client-secret-plus-sign certain');
  });

  it('is not proven by one of another client, another endpoint, or without a token', () => {
    const strange = { exchange: { ...other.exchange, connectionId: 'c9' }, bodyText: null };
    const elsewhere = { exchange: { ...other.exchange, ...at('https://b.example/oauth/token') }, bodyText: null };
    const failed = { exchange: { ...other.exchange, token: null, response: responseOf(401) }, bodyText: null };
    expect(named({ ...spoilt, neighbours: [strange, elsewhere, failed] })[0]).toBe('client-secret-plus-sign likely');
  });

  it('is mended by sending the secret in the body', () => {
    expect(explain(spoilt).findings[0]?.mends[0]?.action).toEqual({
      kind: 'client-authentication',
      clientAuthentication: 'post-body',
    });
    expect(named(spoilt)).toEqual([
      'client-secret-plus-sign likely',
      'client-secret-rejected likely',
      'client-unknown possible',
    ]);
  });

  it('names the other endpoint of the key', () => {
    const sample = {
      body: error('unauthorized', 'Bad credentials'),
      exchange: { ...certHost, ...secret('body', false, true) },
    };
    expect(explain(refusedLogin(sample)).findings[0]?.mends[0]?.action).toEqual({
      kind: 'token-url',
      tokenUrl: 'https://acme.authentication.eu10.hana.ondemand.com/oauth/token',
    });
  });
});

describe('a login of which only the call’s failure is known', () => {
  const told = (sentence: string, code = 'LOGIN_REFUSED') =>
    inputOf(call({ response: null, peer: null, token: null, failure: { code, phase: 'login', sentence } }));

  it('is explained by its sentence, and never for certain', () => {
    expect(named(told('The token endpoint answered 400: invalid_scope, Invalid scopes: x.'))[0]).toBe(
      'scope-invalid likely',
    );
    expect(named(told('The token endpoint answered 401: unauthorized, Bad credentials.'))[0]).toBe(
      'client-secret-rejected likely',
    );
    expect(named(told('The token endpoint answered 200 with JSON that has no access_token.'))[0]).toBe(
      'token-response-without-token likely',
    );
  });

  it('is paused until the token endpoint wants to be asked again', () => {
    expect(named(told('It was not called.', 'LOGIN_RATE_LIMITED'))).toEqual(['token-rate-limited certain']);
  });
});

describe('a cause that is not there is not named', () => {
  const near: [what: string, cause: CauseId, atMost: string, sample: Sample][] = [
    [
      'a plus that is encoded',
      'client-secret-plus-sign',
      'none',
      { body: error('unauthorized', 'Bad credentials'), exchange: secret('body', true, true) },
    ],
    [
      'a secret without one',
      'client-secret-plus-sign',
      'none',
      { body: error('unauthorized', 'Bad credentials'), exchange: secret('basic', false, false) },
    ],
    [
      'a plus, and a scope that is wrong',
      'client-secret-plus-sign',
      'none',
      { status: 400, body: error('invalid_scope', 'x'), exchange: secret('basic', true, false) },
    ],
    [
      'a plus, and a secret the endpoint calls wrong',
      'client-secret-rejected',
      'likely',
      { body: error('invalid_client', 'Invalid client secret'), exchange: secret('basic', true, false) },
    ],
    ['a scope that is wrong', 'client-secret-rejected', 'none', { status: 400, body: error('invalid_scope', 'x') }],
    [
      'a certificate that is valid',
      'client-certificate-expired',
      'none',
      { exchange: certHost, input: x509(sentAt + day) },
    ],
    [
      'a certificate that ended by a clock that may be wrong',
      'client-certificate-expired',
      'likely',
      { exchange: certHost, input: x509(sentAt - 1_000) },
    ],
    [
      'an expired certificate, and a name that does not exist',
      'client-certificate-expired',
      'none',
      {
        exchange: { ...certHost, response: null, failure: failureOf('ENOTFOUND', 'lookup') },
        input: x509(sentAt - day),
      },
    ],
    [
      'an expired certificate by our clock, and the server’s contradicts',
      'client-certificate-expired',
      'none',
      { headers: dateAt(-2 * 86_400), exchange: certHost, input: x509(sentAt - day) },
    ],
    ['Bad credentials', 'client-unknown', 'possible', { body: error('unauthorized', 'Bad credentials') }],
    ['a wrong secret, said so', 'client-unknown', 'none', { body: error('invalid_client', 'Invalid client secret') }],
    [
      'an unauthorized client by 401',
      'grant-not-allowed',
      'none',
      { body: error('unauthorized_client', 'Invalid client secret') },
    ],
    ['Bad credentials', 'grant-not-allowed', 'none', { body: error('unauthorized', 'Bad credentials') }],
    [
      'a missing grant type',
      'scope-invalid',
      'none',
      { status: 400, body: error('invalid_request', 'Missing grant type') },
    ],
    ['Bad credentials', 'scope-invalid', 'none', { body: error('unauthorized', 'Bad credentials') }],
    ['406 to a form', 'query-string-not-allowed', 'possible', { status: 406 }],
    ['405 to POST', 'query-string-not-allowed', 'none', { status: 405 }],
    ['a page of 401', 'token-endpoint-wrong', 'none', { body: page }],
    ['a page of 502', 'token-endpoint-wrong', 'none', { status: 502, body: page }],
    ['a 404 by a page', 'token-endpoint-wrong', 'likely', { status: 404, body: page }],
    ['503 with Retry-After', 'token-rate-limited', 'none', { status: 503, headers: { 'Retry-After': '3' } }],
    ['a secret refused', 'token-rate-limited', 'none', {}],
    ['a page', 'token-response-not-json', 'likely', { status: 200, body: page }],
    ['a 401 that is no JSON', 'token-response-not-json', 'none', { body: 'no' }],
    ['a token', 'token-response-without-token', 'none', { status: 200, body: '{"access_token":"‹token a1f3›"}' }],
    ['a refusal', 'token-response-without-token', 'none', { status: 401, body: '{"error":"unauthorized"}' }],
    [
      'a secret of which it is not known how it travelled',
      'client-secret-rejected',
      'likely',
      { body: error('invalid_client', 'Invalid client secret') },
    ],
    ['JSON that is no object', 'token-response-not-json', 'none', { status: 200, body: '[]' }],
    ['a 500 that speaks of the client', 'service-error', 'likely', { status: 500, body: error('invalid_client', 'x') }],
  ];
  const ranks = ['none', 'possible', 'likely', 'certain'];

  it.each(near)('%s: %s is at most %s', (_what, cause, atMost, sample) => {
    expect(ranks.indexOf(confidenceIn(refusedLogin(sample), cause))).toBeLessThanOrEqual(ranks.indexOf(atMost));
  });
});
