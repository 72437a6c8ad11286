import { describe, expect, it } from 'vitest';
import { jwtOf, only, opened, read, refusal, seconds, sentAt } from './traffic.ts';

const host = 'api.workflow-sap.cfapps.eu10.hana.ondemand.com';
const url = `https://${host}/workflow-service/rest/v1/workflow-instances`;
const token = jwtOf({ iat: seconds(sentAt) - 60, exp: seconds(sentAt) + 43_139, scope: ['workflow!b10150.TASK_GET'] });

describe('a curl command', () => {
  it.each([
    [
      'bash',
      `curl -X POST '${url}' \\\n  -H 'Content-Type: application/json' \\\n  -d '{"definitionId": "a'\\''s"}'`,
      `{"definitionId": "a's"}`,
    ],
    [
      'bash, ANSI quotes',
      `curl '${url}' -H 'Content-Type: application/json' --data-raw $'{"a":"it\\'s \\u00fc\\n"}'`,
      `{"a":"it's ü\n"}`,
    ],
    ['bash, double quotes', `curl -sS "${url}" -H "Content-Type: application/json" -d "{\\"a\\": 1}"`, '{"a": 1}'],
    [
      'cmd',
      `C:\\Users\\me> curl.exe -X POST "${url}" ^\r\n  -H "Content-Type: application/json" ^\r\n  -d "{\\"a\\": 1}"`,
      '{"a": 1}',
    ],
    [
      'cmd, as Chrome copies it',
      `curl ^"${url}^" ^\r\n  -H ^"Content-Type: application/json^" ^\r\n  --data-raw ^"^{^\\^"a^\\^": 1^}^"`,
      '{"a": 1}',
    ],
    [
      'PowerShell',
      `PS C:\\> curl.exe -X POST '${url}' \`\n  -H 'Content-Type: application/json' \`\n  -d '{\\"a\\": 1}'`,
      '{"a": 1}',
    ],
    [
      'PowerShell, double quotes',
      `curl.exe "${url}" \`\n -H "Content-Type: application/json" -d "{\`"a\`": 1}"`,
      '{"a": 1}',
    ],
  ])('is read as %s writes it', (_, text, body) => {
    expect(only(text)).toMatchObject({
      method: 'POST',
      url,
      body,
      headers: [{ name: 'Content-Type', value: 'application/json' }],
    });
  });

  it.each([
    ['curl example.org/a', 'GET', 'http://example.org/a', null],
    ['curl -I https://example.org', 'HEAD', 'https://example.org', null],
    ['curl -XPUT https://example.org -d a=1 --data b=2', 'PUT', 'https://example.org', 'a=1&b=2'],
    [
      'curl -G https://example.org/?x=1 -d a=1 --data-urlencode "b=c d&e"',
      'GET',
      'https://example.org/?x=1&a=1&b=c%20d%26e',
      null,
    ],
    [`curl --json '{"a":1}' https://example.org`, 'POST', 'https://example.org', '{"a":1}'],
    ['curl -kvs --url https://example.org --request=DELETE', 'DELETE', 'https://example.org', null],
    ['curl --max-time 30 -o out.json https://example.org#part', 'GET', 'https://example.org', null],
  ])('asks what its options say: %s', (text, method, address, body) => {
    expect(only(text)).toMatchObject({ method, url: address, body });
  });

  it('sends user and password as Basic, and a bearer token by its option', () => {
    const basic = { name: 'Authorization', value: `Basic ${btoa('jane:pw')}` };
    expect(only('curl -u jane:pw https://example.org').headers).toEqual([basic]);
    expect(only('curl https://jane:pw@example.org/').headers).toEqual([basic]);
    expect(only('curl --oauth2-bearer abc https://example.org').headers[0]?.value).toBe('Bearer abc');
  });

  it('without its output is a call without an outcome, and says so', () => {
    const text = `curl '${url}'`;
    const [one] = opened(text);
    expect(one?.exchange).toMatchObject({ response: null, failure: null });
    expect(one?.exchange.notes[0]?.text).toMatch(/nothing is known of an answer/);
    expect(read(text).notes[0]).toMatch(/Run it with `-v`/);
  });

  it('whose Authorization is a variable of the shell proves nothing about a missing token', () => {
    const [one] = opened(
      `curl -i ${url} -H "Authorization: Bearer $TOKEN"\nHTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{"error":"unauthorized"}`,
    );
    expect(one?.exchange.response?.status).toBe(401);
    expect(one?.exchange.clues.authorization).toBeNull();
    expect(one?.exchange.doubts).toContainEqual({ cause: 'token-missing', atMost: 'possible' });
  });

  it('whose variable stands in single quotes was sent as it stands', () => {
    const [one] = opened(`curl -i ${url} -H 'Authorization: Bearer $TOKEN'\nHTTP/1.1 401 Unauthorized\n\n`);
    expect(one?.exchange.clues.authorization?.form).toBe('placeholder');
    expect(one?.exchange.doubts).toBeUndefined();
  });

  it('says that a body out of a file did not come along', () => {
    expect(only(`curl ${url} -d @order.json`).notes[0]?.text).toMatch(/file that did not come along/);
  });

  it.each(['curl --version', 'curl'])('without an address is refused: %s', (text) => {
    expect(refusal(text)).toMatch(/^This (?:command names no address|is text)/);
  });
});

const head = [
  `*   Trying 18.157.4.20:443...`,
  `* Connected to ${host} (18.157.4.20) port 443 (#0)`,
  '* ALPN: curl offers h2,http/1.1',
  '* TLSv1.3 (OUT), TLS handshake, Client hello (1):',
  '* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384',
  '* Server certificate:',
  '*  subject: C=DE; O=SAP SE; CN=*.cfapps.eu10.hana.ondemand.com',
  '*  start date: Nov 25 00:00:00 2025 GMT',
  '*  expire date: Nov 25 23:59:59 2027 GMT',
  '*  issuer: C=US; O=DigiCert Inc; CN=DigiCert TLS RSA SHA256 2020 CA1',
  '*  SSL certificate verify ok.',
];
const exchange = (status: string, body: string, headers: string[] = []) => [
  '> POST /workflow-service/rest/v1/workflow-instances HTTP/1.1',
  `> Host: ${host}`,
  '> User-Agent: curl/8.5.0',
  `> Authorization: Bearer ${token}`,
  '> Content-Length: 24',
  '> ',
  '} [24 bytes data]',
  '* upload completely sent off: 24 out of 24 bytes',
  `< HTTP/1.1 ${status}`,
  '< Content-Type: application/json',
  '< Date: Sat, 21 Nov 2026 09:59:58 GMT',
  ...headers.map((line) => `< ${line}`),
  '< ',
  '{ [66 bytes data]',
  '100    66  100    66    0     0    820      0 --:--:-- --:--:-- --:--:--   825',
  body,
];
const denied = '{"error":{"message":"User does not have sufficient privileges."}}';

describe('what curl -v printed', () => {
  it('is read with its command: what was sent, to whom, and what came', () => {
    const text = [
      `$ curl -v '${url}' -d '{"definitionId":"order"}' 2>&1`,
      ...head,
      ...exchange('403 Forbidden', `${denied}* Connection #0 to host ${host} left intact`),
    ].join('\n');
    const call = only(text);
    expect(call).toMatchObject({ method: 'POST', url, body: '{"definitionId":"order"}' });
    expect(call.response).toMatchObject({ status: 403, statusText: 'Forbidden', body: denied, isComplete: true });
    expect(call.peer).toEqual({
      address: '18.157.4.20',
      port: 443,
      tlsProtocol: 'TLSv1.3',
      certificate: {
        subject: 'C=DE; O=SAP SE; CN=*.cfapps.eu10.hana.ondemand.com',
        issuer: 'C=US, O=DigiCert Inc, CN=DigiCert TLS RSA SHA256 2020 CA1',
        validTo: Date.UTC(2027, 10, 25, 23, 59, 59),
      },
    });
    const [one] = opened(text, 0);
    expect(one?.exchange.startedAt).toBe(sentAt - 2000);
    expect(one?.exchange.report.findings[0]).toMatchObject({ cause: 'authority-missing', confidence: 'certain' });
  });

  it('alone is enough', () => {
    const call = only([...head, ...exchange('403 Forbidden', denied)].join('\r\n'));
    expect(call).toMatchObject({ method: 'POST', url, response: { status: 403, body: denied } });
  });

  it('over HTTP/2, in colours, and with every head line twice as -i does', () => {
    const text = [
      `curl -iv ${url}`,
      ...head,
      '* [HTTP/2] [1] OPENED stream for x',
      '> GET /workflow-service/rest/v1/workflow-instances HTTP/2',
      `> Host: ${host}`,
      '> ',
      '< HTTP/2 403 ',
      'HTTP/2 403 ',
      '< \x1b[1mcontent-type\x1b[0m: application/json',
      '\x1b[1mcontent-type\x1b[0m: application/json',
      '< ',
      '',
      denied,
    ].join('\n');
    expect(only(text).response).toMatchObject({
      status: 403,
      headers: [{ name: 'content-type', value: 'application/json' }],
      body: denied,
    });
  });

  it('of two commands is two exchanges, and the token call is tied to the call', () => {
    const answer = JSON.stringify({ access_token: token, token_type: 'bearer', expires_in: 43199 });
    const uaa = 'acme-dev.authentication.eu10.hana.ondemand.com';
    const text = [
      `curl -v https://${uaa}/oauth/token -u 'sb-a!b1|workflow!b10150:s3cret+value' -d grant_type=client_credentials`,
      `> POST /oauth/token HTTP/1.1`,
      `> Host: ${uaa}`,
      `> Authorization: Basic ${btoa('sb-a!b1|workflow!b10150:s3cret+value')}`,
      '> ',
      '< HTTP/1.1 200 OK',
      '< ',
      answer,
      `curl -v ${url} -H 'Authorization: Bearer ${token}' -d '{}'`,
      ...head,
      ...exchange('403 Forbidden', denied),
    ].join('\n');
    const [login, call] = opened(text);
    expect(login?.exchange).toMatchObject({ kind: 'token', system: 'sap-workflow' });
    expect(login?.exchange.clues.clientSecret).toEqual({ in: 'basic', hasPlus: true, isEncoded: false });
    expect(call?.exchange.tokenExchangeId).toBe(login?.exchange.id);
  });

  it('of redirects keeps what was asked, and the way as hops', () => {
    const text = [
      'curl -vL http://a.example/start',
      '> GET /start HTTP/1.1',
      '> Host: a.example',
      '> ',
      '< HTTP/1.1 302 Found',
      '< Location: https://b.example/login',
      '< ',
      '* Ignoring the response-body',
      '* Connection #0 to host a.example left intact',
      "* Issue another request to this URL: 'https://b.example/login'",
      '*   Trying 192.0.2.7:443...',
      '* Connected to b.example (192.0.2.7) port 443 (#1)',
      '> GET /login HTTP/1.1',
      '> Host: b.example',
      '> ',
      '< HTTP/1.1 200 OK',
      '< Content-Type: text/html',
      '< ',
      '<html><title>Login</title></html>',
    ].join('\n');
    const call = only(text);
    expect(call.url).toBe('http://a.example/start');
    expect(call.hops).toEqual([
      { method: 'GET', url: 'http://a.example/start', status: 302, location: 'https://b.example/login', dropped: [] },
    ]);
    expect(call.response?.body).toBe('<html><title>Login</title></html>');
  });

  it('of --trace-ascii gives bodies both ways', () => {
    const text = [
      '== Info:   Trying 127.0.0.1:8080...',
      '== Info: Connected to magnus.example (127.0.0.1) port 8080 (#0)',
      '=> Send header, 90 bytes (0x5a)',
      '0000: POST /remote HTTP/1.1',
      '0017: Host: magnus.example:8080',
      '0032: Content-Type: application/json',
      '0054: ',
      '=> Send data, 42 bytes (0x2a)',
      '0000: {"c":"713aa58d","configuration":{"l":"a"',
      '0028: }}',
      '<= Recv header, 17 bytes (0x11)',
      '0000: HTTP/1.1 200 OK',
      '<= Recv header, 2 bytes (0x2)',
      '0000: ',
      '<= Recv data, 67 bytes (0x43)',
      '0000: {"status":"failed","error":{"reason":"invalid","message":"no jwt',
      '0040: "}}',
      '== Info: Connection #0 to host magnus.example left intact',
    ].join('\n');
    const call = only(text);
    expect(call).toMatchObject({
      method: 'POST',
      url: 'http://magnus.example:8080/remote',
      body: '{"c":"713aa58d","configuration":{"l":"a"}}',
    });
    expect(call.response?.body).toBe('{"status":"failed","error":{"reason":"invalid","message":"no jwt"}}');
    expect(opened(text)[0]?.exchange.system).toBe('magnus');
  });

  it('of --trace is read from its hexadecimal', () => {
    const rows = (text: string) =>
      [...text.matchAll(/[\s\S]{1,16}/g)].map(
        ([chunk], at) =>
          `${(at * 16).toString(16).padStart(4, '0')}: ${Buffer.from(chunk).toString('hex').replace(/../g, '$& ').padEnd(48)}${chunk.replace(/\s/g, '.')}`,
      );
    const text = [
      '== Info: Connected to a.example (192.0.2.1) port 80 (#0)',
      '=> Send header, 39 bytes (0x27)',
      ...rows('GET /a HTTP/1.1\r\nHost: a.example\r\n\r\n'),
      '<= Recv header, 24 bytes (0x18)',
      ...rows('HTTP/1.1 404 Not Found\r\n'),
      '<= Recv header, 2 bytes (0x2)',
      ...rows('\r\n'),
      '<= Recv data, 4 bytes (0x4)',
      ...rows('nope'),
    ].join('\n');
    expect(only(text)).toMatchObject({ url: 'http://a.example/a', response: { status: 404, body: 'nope' } });
  });
});

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

  it('in the middle of a body leaves what came', () => {
    const text = [
      `curl -v ${url}`,
      ...head,
      ...exchange('200 OK', '[{"id":', ['Content-Length: 900']),
      'curl: (18) transfer closed with 893 bytes remaining to read',
    ].join('\n');
    const call = only(text);
    expect(call.failure).toMatchObject({ code: 'RESPONSE_TRUNCATED', phase: 'download' });
    expect(call.response).toMatchObject({ status: 200, body: '[{"id":', isComplete: false });
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

describe('a raw log', () => {
  it('of Postman’s console is read as request and answer', () => {
    const text = `POST /remote HTTP/1.1\r\nHost: magnus.example\r\nContent-Type: application/json\r\n\r\n{"c":"713aa58d","configuration":{}}\r\nHTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n\r\n{"status":"failed","error":{"reason":"invalid"}}`;
    expect(only(text)).toMatchObject({
      url: 'https://magnus.example/remote',
      body: '{"c":"713aa58d","configuration":{}}',
      response: { status: 400, body: '{"status":"failed","error":{"reason":"invalid"}}' },
    });
  });
});
