import { describe, expect, it } from 'vitest';
import { Exchange } from '#shared/model/exchange.ts';
import { entry, har, jwtOf, only, opened, read, refusal, seconds, sentAt } from './traffic.ts';

const rest = 'https://api.workflow-sap.cfapps.eu10.hana.ondemand.com/workflow-service/rest/v1';
const tokenUrl = 'https://acme-dev.authentication.eu10.hana.ondemand.com/oauth/token';
const claims = {
  iss: tokenUrl,
  iat: seconds(sentAt) - 60,
  exp: seconds(sentAt) + 43_139,
  scope: ['workflow!b10150.TASK_GET', 'uaa.resource'],
};
const token = jwtOf(claims);
const denied = '{"error":{"message":"User does not have sufficient privileges."}}';

describe('a HAR', () => {
  it('of Firefox is read with its time, its timings and its peer', () => {
    const call = only(har([entry(`${rest}/workflow-definitions`, { entry: { serverIPAddress: '18.157.4.20' } })]));
    expect(call.startedAt).toBe(sentAt);
    expect(call.timings).toEqual({
      lookupMs: 4,
      connectMs: 12,
      tlsMs: 20,
      waitMs: 80,
      downloadMs: 3,
      totalMs: 120,
      isConnectionReused: false,
    });
    expect(call.peer).toMatchObject({ address: '18.157.4.20', port: 443 });
    expect(read(har([entry('https://a.example/')])).words).toBe('a HAR of Firefox 131 with 1 exchange');
  });

  it('keeps the size of a body that the browser left out of the file', () => {
    const large = entry('https://acme.magnus.example/remote', { method: 'POST', body: '{"c":' });
    const request = { ...(large.request as object), bodySize: 41_943_040 };
    expect(only(har([{ ...large, request }])).bodyBytes).toBe(41_943_040);
  });

  it.each([
    [{ name: 'WebInspector', version: '537.36' }, 'a HAR of Chrome or Edge with 1 exchange'],
    [{ name: 'WebKit Web Inspector', version: '1.0' }, 'a HAR of Safari with 1 exchange'],
    [{ name: 'Charles Proxy', version: '4.6.5' }, 'a HAR of Charles Proxy 4 with 1 exchange'],
    [{ name: 'Fiddler', version: '5.0.20211' }, 'a HAR of Fiddler 5 with 1 exchange'],
    [{ name: 'Playwright', version: '1.65.1' }, 'a HAR of Playwright 1 with 1 exchange'],
    [
      { name: 'Insomnia REST Client', version: 'insomnia.desktop.app:v9' },
      'a HAR of Insomnia REST Client with 1 exchange',
    ],
    [{}, 'a HAR of an unnamed tool with 1 exchange'],
  ])('says which tool wrote it: %j', (creator, words) => {
    expect(read(har([entry('https://a.example/')], creator)).words).toBe(words);
  });

  it('gives exchanges of the shape that history and the screens know', () => {
    const [one] = opened(har([entry(`${rest}/task-instances`, { headers: { Authorization: `Bearer ${token}` } })]));
    expect(Exchange.parse(one?.exchange)).toEqual(one?.exchange);
  });

  it('ties the token call to the call it was made for, and explains a 403 by the token’s scopes', () => {
    const form =
      'grant_type=client_credentials&client_id=sb-a%21b1%7Cworkflow%21b10150&client_secret=9f-secret%2Bvalue%3D';
    const answer = JSON.stringify({ access_token: token, token_type: 'bearer', expires_in: 43199 });
    const [login, call] = opened(
      har([
        entry(tokenUrl, { method: 'POST', body: form, answer }),
        entry(`${rest}/workflow-instances`, {
          method: 'POST',
          headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
          body: '{"definitionId":"order"}',
          status: 403,
          answer: denied,
        }),
      ]),
    );
    expect(login?.exchange).toMatchObject({ kind: 'token', system: 'sap-workflow', name: 'Get token' });
    expect(call?.exchange.tokenExchangeId).toBe(login?.exchange.id);
    expect(call?.exchange.token).toMatchObject({
      authorities: ['TASK_GET', 'uaa.resource'],
      expiresAt: claims.exp * 1000,
    });
    expect(call?.exchange.operationId).toBe('start-instance');
    expect(call?.exchange.report.stoppedAt).toBe('authority');
    expect(call?.exchange.report.findings[0]).toMatchObject({ cause: 'authority-missing', confidence: 'certain' });
    expect(login?.exchange.clues.clientSecret).toEqual({ in: 'body', hasPlus: true, isEncoded: true });
    const tag = call?.exchange.token?.tag;
    expect(call?.exchange.request.headers[1]).toEqual({ name: 'Authorization', value: `Bearer ‹token ${tag}›` });
    expect(login?.bodyText).toContain(`"access_token":"‹token ${tag}›"`);
  });

  it('decodes Base64 content, and leaves bytes that are no text', () => {
    const encoded = { content: { mimeType: 'application/json', size: 66, encoding: 'base64', text: btoa(denied) } };
    expect(only(har([entry('https://a.example/', { response: encoded })])).response?.body).toBe(denied);
    const image = { content: { mimeType: 'image/png', size: 4, encoding: 'base64', text: btoa('\x89P\0G') } };
    expect(only(har([entry('https://a.example/', { response: image })])).response).toMatchObject({
      body: null,
      bodyBytes: 4,
    });
  });

  it('reads a form that was kept as fields', () => {
    const one = entry(tokenUrl, { method: 'POST' }) as { request: Record<string, unknown> };
    one.request.postData = {
      mimeType: 'x',
      params: [
        { name: 'client_secret', value: 'a+b' },
        { name: 'grant_type', value: 'x' },
      ],
    };
    expect(only(har([one])).body).toBe('client_secret=a%2Bb&grant_type=x');
  });

  it('takes HTTP/2’s pseudo headers for what they are', () => {
    const headers = { ':method': 'GET', ':authority': 'a.example', ':path': '/', ':scheme': 'https', accept: '*/*' };
    expect(only(har([entry('https://a.example/', { headers })])).headers).toEqual([
      { name: 'Host', value: 'a.example' },
      { name: 'Host', value: 'a.example' },
      { name: 'accept', value: '*/*' },
    ]);
  });

  // Chrome: response._error; Charles: response.comment; Playwright: response._failureText; Firefox: statusText or none.
  it.each([
    [{ _error: 'net::ERR_NAME_NOT_RESOLVED' }, 'ENOTFOUND', 'lookup'],
    [{ _error: 'net::ERR_CONNECTION_REFUSED' }, 'ECONNREFUSED', 'connect'],
    [{ _error: 'net::ERR_CONNECTION_TIMED_OUT' }, 'ETIMEDOUT', 'connect'],
    [{ _error: 'net::ERR_CERT_DATE_INVALID' }, 'CERT_HAS_EXPIRED', 'tls'],
    [{ _error: 'net::ERR_CERT_AUTHORITY_INVALID' }, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls'],
    [{ _error: 'net::ERR_CERT_COMMON_NAME_INVALID' }, 'ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    [{ _error: 'net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED' }, 'CLIENT_CERTIFICATE_REQUIRED', 'tls'],
    [{ _error: 'net::ERR_TUNNEL_CONNECTION_FAILED' }, 'PROXY_REFUSED', 'proxy'],
    [{ _error: 'net::ERR_PROXY_CONNECTION_FAILED' }, 'PROXY_UNREACHABLE', 'connect'],
    [{ _error: 'net::ERR_TOO_MANY_REDIRECTS' }, 'REDIRECT_LOOP', 'redirect'],
    [{ _error: 'net::ERR_EMPTY_RESPONSE' }, 'UND_ERR_SOCKET', 'wait'],
    [{ _error: 'net::ERR_CONNECTION_RESET' }, 'ECONNRESET', 'wait'],
    [{ _error: 'net::ERR_INVALID_HTTP_RESPONSE' }, 'HPE_INVALID_CONSTANT', 'wait'],
    [{ _failureText: 'net::ERR_ABORTED' }, 'CANCELLED', 'wait'],
    [{ statusText: 'NS_ERROR_UNKNOWN_HOST' }, 'ENOTFOUND', 'lookup'],
    [{ comment: 'NS_ERROR_CONNECTION_REFUSED' }, 'ECONNREFUSED', 'connect'],
    [{ comment: 'MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT' }, 'DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    [{ statusText: '' }, 'NO_ANSWER_RECORDED', 'wait'],
  ])('knows a call without an answer: %j', (response, code, phase) => {
    const call = only(har([entry('https://a.example/', { response: { ...response, status: 0 } })]));
    expect(call.response).toBeNull();
    expect(call.failure).toMatchObject({ code, phase });
  });

  it('knows an answer that broke off', () => {
    const response = { _error: 'net::ERR_INCOMPLETE_CHUNKED_ENCODING' };
    const call = only(har([entry('https://a.example/', { response, answer: '[{' })]));
    expect(call.failure?.code).toBe('RESPONSE_TRUNCATED');
    expect(call.response).toMatchObject({ status: 200, body: '[{', isComplete: false });
  });

  it('does not say "certain" of a name that a browser could not look up: its server may have been away', () => {
    const [one] = opened(
      har([entry('https://a.example/', { response: { status: 0, _error: 'net::ERR_NAME_NOT_RESOLVED' } })]),
    );
    expect(one?.exchange.report.findings[0]).toMatchObject({ cause: 'name-not-found', confidence: 'likely' });
  });

  it('that was sanitised says so, and no cause that a missing credential would prove is certain', () => {
    const unauthorised = { status: 401, answer: '{"error":"unauthorized","error_description":"x"}' };
    const text = har([entry(`${rest}/task-instances`, unauthorised)], { name: 'WebInspector', version: '537.36' });
    expect(read(text).notes[0]).toMatch(/^No call carries an Authorization header or a cookie/);
    const [one] = opened(text);
    expect(one?.exchange.notes[0]?.text).toMatch(/may have been taken out/);
    expect(one?.exchange.doubts).toContainEqual({ cause: 'token-missing', atMost: 'possible' });
    const missing = one?.exchange.report.findings.filter(({ cause }) => cause === 'token-missing') ?? [];
    expect(missing.filter(({ confidence }) => confidence === 'certain')).toEqual([]);
  });

  it('with one cookie in it was not sanitised', () => {
    const text = har([
      entry(`${rest}/task-instances`, { status: 401 }),
      entry('https://a.example/', { headers: { Cookie: 'JSESSIONID=0123456789abcdef' } }),
    ]);
    expect(read(text).notes).toEqual([]);
  });

  it('whose credentials a cleaning tool blanked is one of which nothing is known', () => {
    const text = har([entry(`${rest}/task-instances`, { headers: { Authorization: '[REDACTED]' }, status: 401 })]);
    const [one] = opened(text);
    expect(one?.exchange.clues.authorization).toBeNull();
    expect(one?.exchange.doubts).toContainEqual({ cause: 'token-missing', atMost: 'possible' });
  });

  it('is read behind a byte order mark, and as a bare list of entries', () => {
    expect(read(`\ufeff${har([entry('https://a.example/')])}`).exchanges).toHaveLength(1);
    expect(read(JSON.stringify([entry('https://a.example/')])).exchanges).toHaveLength(1);
  });

  it('leaves out what is no call over HTTP, and says so', () => {
    const text = har([
      entry('https://a.example/'),
      { ...entry('https://a.example/'), request: { url: 'data:text/plain,x' } },
    ]);
    expect(read(text).notes).toContain('Entries that are no calls over HTTP were left out: 1.');
  });

  it('of more calls than anybody reads is cut with a sentence', () => {
    const text = har(Array.from({ length: 2001 }, () => entry('https://a.example/')));
    expect(read(text).exchanges).toHaveLength(2000);
    expect(read(text).notes).toContain('It holds 2001 calls; the first 2000 were read.');
  });

  it.each([
    [har([entry('https://a.example/')]).slice(0, -9), /^The HAR breaks in line 1, column \d+: A text is never closed/],
    ['{"log": {"entries": [],}}', /^The HAR breaks in line 1, column 23: A comma/],
    [har([]), /^The HAR holds no calls/],
  ])('that is broken is refused with the place: %#', (text, sentence) => {
    expect(refusal(text)).toMatch(sentence);
  });

  it('may hold anything in any place', () => {
    const odd = [
      { request: null, response: [] },
      { request: { url: 7 } },
      'text',
      null,
      {
        request: { url: 'https://a.example/', headers: [null, { name: 1 }, { name: 'x', value: null }], method: 5 },
        response: { status: 'x' },
      },
      {
        request: { url: 'https://[broken/', postData: [] },
        response: { status: '403', headers: {} },
        timings: { wait: 'long' },
      },
      { ...entry('https://a.example/'), __proto__: { polluted: true }, _gatewright: { version: 1, token: '{' } },
    ];
    const exchanges = opened(JSON.stringify({ log: { entries: odd } }));
    expect(exchanges.map(({ exchange }) => exchange.request.url)).toEqual([
      'https://a.example/',
      'https://[broken/',
      'https://a.example/',
    ]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
