import { describe, expect, it } from 'vitest';
import { jwtOf, only, opened, read, seconds, sentAt } from './traffic.ts';

const host = 'api.workflow-sap.cfapps.eu10.hana.ondemand.com';
const url = `https://${host}/workflow-service/rest/v1/workflow-instances`;
const token = jwtOf({ iat: seconds(sentAt) - 60, exp: seconds(sentAt) + 43_139, scope: ['workflow!b10150.TASK_GET'] });

const failing = (error: string, info: string[] = [], options = '-v') =>
  opened([`curl ${options} ${url}`, ...info.map((line) => `* ${line}`), error].join('\n'))[0]?.exchange.failure;
const connected = [`Connected to ${host} (18.157.4.20) port 443 (#0)`, 'ALPN: curl offers h2,http/1.1'];
const handshaken = [...connected, 'SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384'];
const viaProxy = [
  "Uses proxy env variable https_proxy == 'http://jane:pw@proxy.acme.example:8080'",
  'Connected to proxy.acme.example (10.0.0.8) port 8080 (#0)',
  `Establish HTTP proxy tunnel to ${host}:443`,
];

// Words of curl 7.55 to 8.17 with OpenSSL 1.1 and 3, LibreSSL, Schannel, SecureTransport and GnuTLS; curl's own source and issues.
describe('an error of curl', () => {
  it.each([
    ['curl: (6) Could not resolve host: nowhere.example', [], 'ENOTFOUND', 'lookup'],
    ['curl: (6) getaddrinfo() thread failed to start: Temporary failure in name resolution', [], 'EAI_AGAIN', 'lookup'],
    ['curl: (28) Resolving timed out after 5000 milliseconds', [], 'EAI_AGAIN', 'lookup'],
    ['curl: (7) Failed to connect to localhost port 1 after 0 ms: Connection refused', [], 'ECONNREFUSED', 'connect'],
    [
      "curl: (7) Failed to connect to a port 443 after 3 ms: Couldn't connect to server",
      ['connect to 10.0.0.1 port 443 from 10.0.0.2 port 5 failed: No route to host'],
      'EHOSTUNREACH',
      'connect',
    ],
    [
      "curl: (7) Failed to connect to a port 443 after 2031 ms: Couldn't connect to server",
      [],
      'ECONNREFUSED',
      'connect',
    ],
    ['curl: (7) Failed to connect to a port 443: Connection timed out', [], 'ETIMEDOUT', 'connect'],
    ['curl: (28) Connection timed out after 5001 milliseconds', [], 'ETIMEDOUT', 'connect'],
    ['curl: (28) Failed to connect to a port 443 after 75012 ms: Timeout was reached', [], 'ETIMEDOUT', 'connect'],
    ['curl: (28) SSL connection timeout', connected, 'DEADLINE_EXCEEDED', 'tls'],
    [
      'curl: (28) Operation timed out after 30001 milliseconds with 0 bytes received',
      handshaken,
      'DEADLINE_EXCEEDED',
      'wait',
    ],
    ['curl: (60) SSL certificate problem: certificate has expired', connected, 'CERT_HAS_EXPIRED', 'tls'],
    ['curl: (60) SSL certificate problem: certificate is not yet valid', connected, 'CERT_NOT_YET_VALID', 'tls'],
    [
      'curl: (60) SSL certificate problem: unable to get local issuer certificate',
      connected,
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'tls',
    ],
    ['curl: (60) SSL certificate problem: self signed certificate', connected, 'DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    [
      'curl: (60) SSL certificate problem: self-signed certificate in certificate chain',
      connected,
      'SELF_SIGNED_CERT_IN_CHAIN',
      'tls',
    ],
    [
      "curl: (60) SSL: no alternative certificate subject name matches target host name 'a'",
      connected,
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'tls',
    ],
    [
      "curl: (51) SSL: certificate subject name (b) does not match target host name 'a'",
      connected,
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'tls',
    ],
    [
      'curl: (60) schannel: CertGetCertificateChain trust error CERT_TRUST_IS_UNTRUSTED_ROOT',
      connected,
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'tls',
    ],
    [
      'curl: (60) schannel: SNI or certificate check failed: SEC_E_WRONG_PRINCIPAL (0x80090322)',
      connected,
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'tls',
    ],
    [
      'curl: (60) schannel: SEC_E_CERT_EXPIRED (0x80090328) - Das empfangene Zertifikat ist abgelaufen.',
      connected,
      'CERT_HAS_EXPIRED',
      'tls',
    ],
    [
      'curl: (60) SSL certificate problem: Invalid certificate chain',
      connected,
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'tls',
    ],
    [
      'curl: (35) schannel: next InitializeSecurityContext failed: CRYPT_E_NO_REVOCATION_CHECK (0x80092012)',
      connected,
      'REVOCATION_UNCHECKED',
      'tls',
    ],
    [
      'curl: (35) error:1408F10B:SSL routines:ssl3_get_record:wrong version number',
      connected,
      'ERR_SSL_WRONG_VERSION_NUMBER',
      'tls',
    ],
    [
      'curl: (35) schannel: next InitializeSecurityContext failed: SEC_E_INVALID_TOKEN (0x80090308)',
      connected,
      'ERR_SSL_WRONG_VERSION_NUMBER',
      'tls',
    ],
    [
      'curl: (35) OpenSSL/3.0.13: error:0A00042E:SSL routines::tlsv1 alert protocol version',
      connected,
      'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
      'tls',
    ],
    [
      'curl: (35) error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure',
      connected,
      'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
      'tls',
    ],
    [
      'curl: (35) error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure',
      [...connected, 'TLSv1.2 (IN), TLS handshake, Request CERT (13):'],
      'CLIENT_CERTIFICATE_REQUIRED',
      'tls',
    ],
    [
      'curl: (56) OpenSSL SSL_read: error:0A00045C:SSL routines::tlsv13 alert certificate required, errno 0',
      handshaken,
      'CLIENT_CERTIFICATE_REQUIRED',
      'wait',
    ],
    ['curl: (35) OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to a:443', connected, 'ECONNRESET', 'tls'],
    ['curl: (35) Recv failure: Connection reset by peer', connected, 'ECONNRESET', 'tls'],
    [
      'curl: (58) could not load PEM client certificate, OpenSSL error, (no key found)',
      connected,
      'CLIENT_CERTIFICATE_UNREADABLE',
      'tls',
    ],
    ['curl: (77) error setting certificate file: ca.pem', [], 'EXTRA_CA_UNREADABLE', 'tls'],
    ['curl: (52) Empty reply from server', handshaken, 'UND_ERR_SOCKET', 'wait'],
    ['curl: (56) Recv failure: Connection reset by peer', handshaken, 'ECONNRESET', 'wait'],
    ['curl: (47) Maximum (50) redirects followed', handshaken, 'REDIRECT_LOOP', 'redirect'],
    ['curl: (1) Received HTTP/0.9 when not allowed', connected, 'HPE_INVALID_CONSTANT', 'wait'],
    ['curl: (56) Received HTTP code 407 from proxy after CONNECT', viaProxy, 'PROXY_AUTH_REQUIRED', 'proxy'],
    ['curl: (56) CONNECT tunnel failed, response 407', viaProxy, 'PROXY_AUTH_REQUIRED', 'proxy'],
    ['curl: (56) CONNECT tunnel failed, response 403', viaProxy, 'PROXY_REFUSED', 'proxy'],
    ['curl: (56) Proxy CONNECT aborted', viaProxy, 'PROXY_FAILED', 'proxy'],
    ['curl: (5) Could not resolve proxy: proxy.acme.example', [], 'PROXY_UNREACHABLE', 'connect'],
    [
      'curl: (7) Failed to connect to proxy.acme.example port 8080 after 1 ms: Connection refused',
      viaProxy.slice(0, 1),
      'PROXY_UNREACHABLE',
      'connect',
    ],
    ['curl: (999) Something new', connected, 'CURL_ENDED_WITH_999', 'wait'],
  ])('%s %j is %s at %s', (error, info, code, phase) => {
    expect(failing(error, info)).toMatchObject({ code, phase });
  });

  it('after a client certificate was shown says that it was refused', () => {
    const error = 'curl: (56) OpenSSL SSL_read: error:0A000412:SSL routines::sslv3 alert bad certificate, errno 0';
    expect(failing(error, handshaken, '-v --cert me.pem')).toMatchObject({ code: 'CLIENT_CERTIFICATE_REFUSED' });
  });

  it.each([
    ['bad certificate', 'CLIENT_CERTIFICATE_REFUSED'],
    ['certificate expired', 'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED'],
    ['certificate revoked', 'CLIENT_CERTIFICATE_REFUSED'],
    ['certificate required', 'CLIENT_CERTIFICATE_REQUIRED'],
    ['handshake failure', 'CLIENT_CERTIFICATE_REQUIRED'],
  ])('without its command goes by the server’s alert: %s', (alert, code) => {
    const lines = [
      '* Connected to example.org (93.184.215.14) port 443',
      '* TLSv1.2 (IN), TLS handshake, Request CERT (13):',
      `curl: (35) OpenSSL/3.0.13: error:0A000410:SSL routines::sslv3 alert ${alert}`,
    ];
    expect(only(lines.join('\n')).failure?.code).toBe(code);
  });

  it('is known by curl’s remarks when it was silent about it (-s)', () => {
    expect(
      opened(
        `curl -sv https://nowhere.example/\n* Could not resolve host: nowhere.example\n* Closing connection 0\n`,
      )[0]?.exchange,
    ).toMatchObject({
      request: { url: 'https://nowhere.example/' },
      failure: { code: 'ENOTFOUND' },
    });
  });

  it('never quotes what was sent or where the proxy’s password stood', () => {
    const text = [
      `curl -v ${url} -H 'Authorization: Bearer ${token}'`,
      ...viaProxy.map((line) => `* ${line}`),
      'curl: (56) CONNECT tunnel failed, response 407',
    ].join('\n');
    const [one] = opened(text);
    expect(one?.exchange.report.findings[0]).toMatchObject({ cause: 'proxy-auth-required' });
    expect(JSON.stringify(one)).not.toContain('jane:pw');
    expect(JSON.stringify(one)).not.toContain(token.slice(-40));
  });
});

// The paragraph curl prints below error 60, word for word (tool_operate.c).
it('takes what curl says of itself for no command', () => {
  const remarks = [
    'curl: (60) SSL certificate problem: certificate has expired',
    'More details here: https://curl.se/docs/sslcerts.html',
    '',
    'curl failed to verify the legitimacy of the server and therefore could not',
    'establish a secure connection to it. To learn more about this situation and',
    'how to fix it, please visit the web page mentioned above.',
    'curl performs SSL certificate verification by default, using a bundle',
  ];
  const exchanges = opened([`curl -v ${url}`, ...remarks].join('\n'));
  expect(exchanges.map(({ exchange }) => exchange.failure?.code)).toEqual(['CERT_HAS_EXPIRED']);
  expect(read(['curl localhost:8080/x', 'curl: (7) Failed to connect'].join('\n')).exchanges).toHaveLength(1);
});

it('believes the alert curl sent before an error that says nothing', () => {
  const error = 'curl: (35) OpenSSL/3.3.1: error:80000002:system library::No such file or directory';
  expect(failing(error, ['TLSv1.3 (OUT), TLS alert, certificate expired (557):'])).toMatchObject({
    code: 'CERT_HAS_EXPIRED',
    phase: 'tls',
  });
});

it('keeps apart a certificate of ours that ran out from one that is not taken', () => {
  const end = (words: string) =>
    `curl: (56) OpenSSL SSL_read: error:0A000415:SSL routines::sslv3 alert ${words}, errno 0`;
  const codeOf = (words: string) => failing(end(words), handshaken, '-v --cert c.pem')?.code;
  expect(codeOf('certificate expired')).toBe('ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED');
  expect(codeOf('bad certificate')).toBe('CLIENT_CERTIFICATE_REFUSED');
});

it('names the host of the command when nothing was sent, not the address that was tried', () => {
  const text = [`curl -v ${url}`, '*   Trying 3.124.222.77:443...', 'curl: (28) Connection timed out after 5001 ms'];
  expect(opened(text.join('\n'))[0]?.exchange.request.url).toBe(url);
});
