import { describe, expect, it } from 'vitest';
import type { CauseId } from '#shared/model/cause.ts';
import { noClues } from '#shared/model/clues.ts';
import { type Call, call, connection, failureOf, inputOf, login, responseOf, sentAt } from '../exchange-builder.ts';
import { confidenceIn, connectionWith, explain, genericCall, named, refusedLogin } from './http-samples.ts';

const nginx = (what: string) =>
  `<html>\r\n<head><title>400 ${what}</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<center>${what}</center>\r\n<hr><center>nginx/1.25.3</center>\r\n</body>\r\n</html>`;
const page = '<!DOCTYPE html><html><body>Sign in to the network</body></html>';
const certUrl = 'https://acme.authentication.cert.eu10.hana.ondemand.com/oauth/token';
const x509 = connectionWith({ secretKind: 'x509', certificateExpiresAt: sentAt + 86_400_000, tokenUrl: certUrl });
const to = (url: string) => ({ request: { method: 'POST', url, headers: [], body: null, bodyBytes: 0 } });

function ended(code: string, phase: Parameters<typeof failureOf>[1], changes: Partial<Call> = {}) {
  return genericCall({ exchange: { response: null, failure: failureOf(code, phase), ...changes } });
}

function loginEnded(code: string, phase: Parameters<typeof failureOf>[1], over: Partial<Call>, own = connection) {
  return refusedLogin({
    exchange: { response: null, failure: failureOf(code, phase), ...over },
    input: { connection: own },
  });
}

describe('a server that wants a client certificate', () => {
  it.each([
    // RFC 8446, 6.2; names as OpenSSL gives them to Node.
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'wait', 'certain'],
    ['CLIENT_CERTIFICATE_REQUIRED', 'wait', 'likely'],
    ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 'tls', 'likely'],
  ] as const)('ends the connection with %s in the step %s: %s', (code, phase, confidence) => {
    const report = explain(ended(code, phase));
    expect(report.findings[0]).toMatchObject({ cause: 'client-certificate-required', confidence });
    expect(report.stoppedAt).toBe('tls');
  });

  it.each([
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'tls'],
    ['ECONNRESET', 'wait'],
    ['UND_ERR_SOCKET', 'wait'],
    ['EPIPE', 'send'],
  ] as const)('is likely behind %s at the endpoint for certificates, and only possible elsewhere', (code, phase) => {
    expect(named(loginEnded(code, phase, to(certUrl), x509))[0]).toBe('client-certificate-required likely');
    expect(confidenceIn(ended(code, phase), 'client-certificate-required')).toBe('possible');
    expect(named(ended(code, phase))[0]).not.toMatch(/^client-certificate/);
  });

  it.each([
    // nginx's ngx_http_special_response.c; IIS; RFC 9110 knows no status for it.
    ['nginx', 400, nginx('No required SSL certificate was sent'), 'certain'],
    ['IIS', 403, '<h2>403.7 - Forbidden: Client certificate required</h2>', 'likely'],
    ['a gateway in words', 401, '{"message":"Client certificate is required"}', 'likely'],
  ])('answers as %s does', (_what, status, body, confidence) => {
    expect(explain(genericCall({ status, body })).findings[0]).toMatchObject({
      cause: 'client-certificate-required',
      confidence,
    });
    expect(explain(refusedLogin({ status, body })).findings[0]).toMatchObject({ cause: 'client-certificate-required' });
  });

  it('is mended by the other endpoint when the key has a secret', () => {
    const sample = {
      status: 400,
      body: nginx('No required SSL certificate was sent'),
      exchange: {
        ...to(certUrl),
        clues: { ...noClues, clientSecret: { in: 'body' as const, hasPlus: false, isEncoded: true } },
      },
    };
    expect(explain(refusedLogin(sample)).findings[0]?.mends[1]?.action).toEqual({
      kind: 'token-url',
      tokenUrl: 'https://acme.authentication.eu10.hana.ondemand.com/oauth/token',
    });
  });

  it('may also not like the one it was shown', () => {
    expect(named(genericCall({ status: 400, body: nginx('The SSL certificate error') }))[0]).toBe(
      'client-certificate-refused likely',
    );
    expect(named(ended('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'wait'))[0]).toBe('client-certificate-refused likely');
    expect(named(loginEnded('ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 'tls', { request: login().request }, x509))[0]).toBe(
      'client-certificate-refused likely',
    );
  });

  it.each([
    [
      'a reused connection that closed',
      ended('ECONNRESET', 'wait', { timings: { ...call().timings, isConnectionReused: true } }),
    ],
    ['plain HTTP that closed', ended('ECONNRESET', 'wait', to('http://api.example.com/v1'))],
    ['a connection that was never there', ended('ECONNRESET', 'connect')],
    ['another 400 of nginx', genericCall({ status: 400, body: nginx('Request Header Or Cookie Too Large') })],
    ['protocol versions that differ', ended('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tls')],
  ])('is not suspected in %s', (_what, input) => {
    expect(confidenceIn(input, 'client-certificate-required')).toBe('none');
  });
});

describe('a proxy on the way', () => {
  const peer = { address: '192.0.2.7', port: 8080, proxy: 'proxy.example:8080', tlsProtocol: null, certificate: null };
  it.each([
    ['by a tunnel', ended('PROXY_AUTH_REQUIRED', 'proxy'), 'certain'],
    [
      'by 407 and its own header',
      genericCall({ status: 407, headers: { 'proxy-authenticate': 'Negotiate' } }),
      'certain',
    ],
    ['by 407 where a proxy is known', genericCall({ status: 407, body: page, exchange: { peer } }), 'certain'],
    ['by a bare 407', genericCall({ status: 407 }), 'likely'],
    ['by 511 of a network', genericCall({ status: 511, body: page }), 'likely'],
    [
      'by 407 to the login',
      refusedLogin({ status: 407, headers: { 'Proxy-Authenticate': 'Basic realm="p"' } }),
      'certain',
    ],
  ])('wants a login %s', (_what, input, confidence) => {
    expect(explain(input).findings[0]).toMatchObject({ cause: 'proxy-auth-required', confidence });
  });

  it.each([
    ['ERR_DNS_FAIL 0', 'name-not-found'],
    ['ERR_CONNECT_FAIL 111', 'connection-refused'],
    ['ERR_ACCESS_DENIED 0', 'proxy-refused'],
  ])('tells by X-Squid-Error: %s', (value, cause) => {
    const input = genericCall({ status: 503, body: page, headers: { 'X-Squid-Error': value }, exchange: { peer } });
    expect(named(input)[0]).toBe(`${cause} likely`);
    expect(confidenceIn(input, 'service-error')).not.toBe('certain');
  });

  it.each([
    ['a 401 of the service', genericCall({ status: 401, headers: { 'WWW-Authenticate': 'Bearer' } })],
    ['a page for an answer', genericCall({ status: 200, body: page })],
    ['a 403', genericCall({ status: 403, body: page })],
  ])('is not seen in %s', (_what, input) => {
    expect(confidenceIn(input, 'proxy-auth-required')).toBe('none');
  });
});

describe('an answer that is none, or half of one', () => {
  const loop = ['https://a.example/', 'https://b.example/', 'https://a.example/'].map((url) => ({
    method: 'GET',
    url,
    status: 302,
    location: 'x',
    dropped: [],
  }));
  const rows: [what: string, cause: CauseId, confidence: string, input: ReturnType<typeof genericCall>][] = [
    ['HPE_INVALID_CONSTANT', 'not-http', 'likely', ended('HPE_INVALID_CONSTANT', 'wait')],
    ['HPE_INVALID_VERSION', 'not-http', 'likely', ended('HPE_INVALID_VERSION', 'wait')],
    ['HPE_INVALID_CONSTANT of a login', 'not-http', 'likely', loginEnded('HPE_INVALID_CONSTANT', 'wait', {})],
    ['HPE_CR_EXPECTED', 'response-malformed', 'certain', ended('HPE_CR_EXPECTED', 'wait')],
    ['RESPONSE_TRUNCATED', 'response-truncated', 'certain', ended('RESPONSE_TRUNCATED', 'download')],
    [
      'an incomplete body of an import',
      'response-truncated',
      'likely',
      genericCall({ status: 200, exchange: { response: { ...responseOf(200), isComplete: false } } }),
    ],
    ['a truncated login', 'response-truncated', 'certain', loginEnded('RESPONSE_TRUNCATED', 'download', {})],
    ['DEADLINE_EXCEEDED', 'deadline-exceeded', 'certain', ended('DEADLINE_EXCEEDED', 'wait')],
    ['ETIMEDOUT while connecting', 'connection-timeout', 'certain', ended('ETIMEDOUT', 'connect')],
    ['ETIMEDOUT while waiting', 'connection-timeout', 'likely', ended('ETIMEDOUT', 'wait')],
    ['REDIRECT_LOOP', 'redirect-loop', 'certain', ended('REDIRECT_LOOP', 'redirect')],
    [
      'hops that return, in an import',
      'redirect-loop',
      'likely',
      genericCall({ status: 302, exchange: { hops: loop } }),
    ],
    [
      'plain HTTP to an https port',
      'tls-protocol',
      'likely',
      genericCall({
        status: 400,
        body: nginx('The plain HTTP request was sent to HTTPS port'),
        exchange: to('http://api.example.com:443/v1'),
      }),
    ],
    [
      'Go of the same',
      'tls-protocol',
      'likely',
      genericCall({
        status: 400,
        body: 'Client sent an HTTP request to an HTTPS server.',
        exchange: to('http://api.example.com:443/v1'),
      }),
    ],
  ];
  it.each(rows)('%s is %s, %s', (_what, cause, confidence, input) => {
    expect(explain(input).findings[0]).toMatchObject({ cause, confidence });
  });

  it.each([
    ['not-http', genericCall({ status: 200, body: page })],
    ['not-http', ended('HPE_CR_EXPECTED', 'wait')],
    ['response-truncated', genericCall({ status: 200 })],
    ['response-truncated', ended('ECONNRESET', 'wait')],
    ['redirect-loop', genericCall({ status: 200, exchange: { hops: loop } })],
    ['redirect-loop', genericCall({ status: 302 })],
    ['deadline-exceeded', ended('ETIMEDOUT', 'connect')],
    ['deadline-exceeded', ended('CANCELLED', 'wait')],
    ['connection-refused', ended('ECONNRESET', 'connect')],
    ['connection-refused', ended('PROXY_UNREACHABLE', 'connect')],
    ['name-not-found', ended('EAI_AGAIN', 'lookup')],
    ['name-not-found', ended('PROXY_UNREACHABLE', 'lookup')],
    ['tls-expired', ended('CERT_NOT_YET_VALID', 'tls')],
    ['tls-expired', ended('ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED', 'tls')],
    ['tls-untrusted', ended('ERR_TLS_CERT_ALTNAME_INVALID', 'tls')],
    ['tls-untrusted', ended('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'tls')],
    ['tls-protocol', ended('ECONNRESET', 'tls')],
    ['tls-protocol', genericCall({ status: 400, body: nginx('The plain HTTP request was sent to HTTPS port') })],
  ] as const)('%s is not named without its evidence', (cause, input) => {
    expect(confidenceIn(input, cause)).toBe('none');
  });

  it('is told of a login alike, whichever connection asks', () => {
    for (const code of ['ENOTFOUND', 'ECONNREFUSED', 'CERT_HAS_EXPIRED']) {
      const phase = code === 'ENOTFOUND' ? 'lookup' : code === 'ECONNREFUSED' ? 'connect' : 'tls';
      const itself = login({ response: null, token: null, failure: failureOf(code, phase) });
      expect(explain(inputOf(itself)).findings[0]?.cause).toBe(explain(loginEnded(code, phase, {})).findings[0]?.cause);
    }
  });
});
