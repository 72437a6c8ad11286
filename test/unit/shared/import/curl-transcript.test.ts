import { describe, expect, it } from 'vitest';
import { jwtOf, only, opened, seconds, sentAt } from './traffic.ts';

const host = 'api.workflow-sap.cfapps.eu10.hana.ondemand.com';
const url = `https://${host}/workflow-service/rest/v1/workflow-instances`;
const token = jwtOf({ iat: seconds(sentAt) - 60, exp: seconds(sentAt) + 43_139, scope: ['workflow!b10150.TASK_GET'] });

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

describe('an answer that breaks off', () => {
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
