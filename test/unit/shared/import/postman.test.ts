import { describe, expect, it } from 'vitest';
import { jwtOf, only, opened, read, refusal, seconds, sentAt } from './traffic.ts';

const rest = 'https://api.workflow-sap.cfapps.eu10.hana.ondemand.com/workflow-service/rest/v1';
const token = jwtOf({ iat: seconds(sentAt) - 60, exp: seconds(sentAt) + 43_139, scope: ['workflow!b10150.TASK_GET'] });
const denied = '{"error":{"message":"User does not have sufficient privileges."}}';
const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

const url = {
  raw: `${rest}/workflow-instances`,
  protocol: 'https',
  host: ['api', 'workflow-sap', 'cfapps', 'eu10', 'hana', 'ondemand', 'com'],
  path: ['workflow-service', 'rest', 'v1', 'workflow-instances'],
};
const request = {
  method: 'POST',
  header: [
    { key: 'Content-Type', value: 'application/json' },
    { key: 'X-Off', value: 'no', disabled: true },
  ],
  body: { mode: 'raw', raw: '{"definitionId":"order"}' },
  url,
};
const saved = (changes: Record<string, unknown> = {}) => ({
  name: 'Denied',
  originalRequest: request,
  status: 'Forbidden',
  code: 403,
  _postman_previewlanguage: 'json',
  header: [
    { key: 'Content-Type', value: 'application/json' },
    { key: 'Date', value: 'Sat, 21 Nov 2026 09:00:00 GMT' },
  ],
  cookie: [],
  body: denied,
  ...changes,
});
const collection = (item: unknown[], more: Record<string, unknown> = {}) =>
  JSON.stringify({ info: { _postman_id: 'x', name: 'Workflow', schema }, item, ...more });

describe('a Postman collection', () => {
  it('is read by its saved responses, folders within folders', () => {
    const text = collection([
      {
        name: 'Folder',
        item: [
          { name: 'Inner', item: [{ name: 'Start', request, response: [saved(), saved({ code: 201, body: '{}' })] }] },
        ],
      },
      { name: 'Unsaved', request, response: [] },
    ]);
    const { words, exchanges } = read(text);
    expect(words).toBe('a Postman collection with 2 exchanges');
    expect(exchanges[0]).toMatchObject({
      name: 'Start',
      method: 'POST',
      url: url.raw,
      headers: [{ name: 'Content-Type', value: 'application/json' }],
      body: '{"definitionId":"order"}',
      response: { status: 403, body: denied },
    });
    expect(opened(text)[0]?.exchange.startedAt).toBe(Date.UTC(2026, 10, 21, 9));
  });

  it.each([
    [{ type: 'bearer', bearer: [{ key: 'token', value: token, type: 'string' }] }, `Bearer ${token}`],
    [{ type: 'oauth2', oauth2: [{ key: 'accessToken', value: token }] }, `Bearer ${token}`],
    [
      {
        type: 'basic',
        basic: [
          { key: 'username', value: 'jane' },
          { key: 'password', value: 'pw' },
        ],
      },
      `Basic ${btoa('jane:pw')}`,
    ],
  ])('takes the login of its helper: %j', (auth, value) => {
    const item = {
      name: 'Start',
      request: { ...request, auth },
      response: [saved({ originalRequest: { ...request, auth } })],
    };
    expect(only(collection([item])).headers.at(-1)).toEqual({ name: 'Authorization', value });
  });

  it('inherits the login of its folder', () => {
    const auth = { type: 'bearer', bearer: [{ key: 'token', value: token }] };
    const text = collection([{ name: 'F', auth, item: [{ name: 'Start', request, response: [saved()] }] }]);
    const [one] = opened(text);
    expect(one?.exchange.report.findings[0]).toMatchObject({ cause: 'authority-missing', confidence: 'certain' });
  });

  it('whose login is a variable proves nothing about a missing token', () => {
    const auth = { type: 'bearer', bearer: [{ key: 'token', value: '{{access_token}}' }] };
    const text = collection([{ name: 'Start', request, response: [saved({ code: 401, body: '' })] }], { auth });
    const [one] = opened(text);
    expect(one?.exchange.doubts).toContainEqual({ cause: 'token-missing', atMost: 'possible' });
    expect(one?.exchange.notes[0]?.text).toBe('the login that Postman adds while sending is not in the file');
  });

  it('without saved responses is refused with what to do', () => {
    expect(refusal(collection([{ name: 'Start', request, response: [] }]))).toMatch(
      /holds 1 requests and no saved responses/,
    );
  });

  it('may be nested as deep as somebody likes', () => {
    const depth = 30_000;
    const text = `{"info":{"schema":"${schema}"},"item":[${'{"item":['.repeat(depth)}${']}'.repeat(depth)}]}`;
    expect(refusal(text)).toMatch(/no saved responses/);
  });
});

const execution = (changes: Record<string, unknown> = {}) => ({
  cursor: { position: 0, iteration: 0, length: 1 },
  item: { id: 'i', name: 'Start', request },
  request: {
    ...request,
    header: [...request.header, { key: 'Authorization', value: `Bearer ${token}`, system: true }],
  },
  response: {
    id: 'r',
    status: 'Forbidden',
    code: 403,
    header: [{ key: 'Content-Type', value: 'application/json' }],
    stream: { type: 'Buffer', data: [...Buffer.from(denied)] },
    cookie: [],
    responseTime: 182,
    responseSize: denied.length,
  },
  id: 'e',
  assertions: [],
  ...changes,
});
const run = (executions: unknown[]) =>
  JSON.stringify({
    collection: { info: { name: 'Workflow', schema }, item: [] },
    run: { stats: {}, timings: { started: sentAt, completed: sentAt + 900 }, executions, failures: [] },
  });

describe('the JSON report of Newman', () => {
  it('is read with bodies out of their bytes', () => {
    const call = only(run([execution()]));
    expect(call).toMatchObject({
      name: 'Start',
      startedAt: sentAt,
      method: 'POST',
      response: { status: 403, body: denied },
    });
    expect(call.timings.totalMs).toBe(182);
    const [one] = opened(run([execution()]));
    expect(one?.exchange.report.findings[0]).toMatchObject({ cause: 'authority-missing', confidence: 'certain' });
  });

  it('puts an address together from its pieces when it has no other', () => {
    const pieces = {
      protocol: 'https',
      host: ['a', 'example'],
      port: '8443',
      path: ['x', 'y'],
      query: [
        { key: 'q', value: '1' },
        { key: 'z', value: '2', disabled: true },
      ],
    };
    expect(only(run([execution({ request: { ...request, url: pieces } })])).url).toBe('https://a.example:8443/x/y?q=1');
    const typed = { ...pieces, raw: '{{base}}/x/y' };
    expect(only(run([execution({ request: { ...request, url: typed } })])).url).toBe('https://a.example:8443/x/y?q=1');
  });

  it('reads a form, and writes it as it went over the wire', () => {
    const body = {
      mode: 'urlencoded',
      urlencoded: [
        { key: 'grant_type', value: 'client_credentials' },
        { key: 'client_secret', value: 'a+b=' },
      ],
    };
    expect(only(run([execution({ request: { ...request, body } })])).body).toBe(
      'grant_type=client_credentials&client_secret=a%2Bb%3D',
    );
  });

  it.each([
    [
      { errno: -111, code: 'ECONNREFUSED', syscall: 'connect', address: '127.0.0.1', port: 1 },
      'ECONNREFUSED',
      'connect',
    ],
    [{ errno: -3008, code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: 'x' }, 'ENOTFOUND', 'lookup'],
    [{ code: 'ESOCKETTIMEDOUT', connect: false }, 'DEADLINE_EXCEEDED', 'wait'],
    [{ code: 'ETIMEDOUT', syscall: 'connect', message: 'connect ETIMEDOUT 10.0.0.1:443' }, 'ETIMEDOUT', 'connect'],
    [{ code: 'CERT_HAS_EXPIRED', message: 'certificate has expired' }, 'CERT_HAS_EXPIRED', 'tls'],
    [{ message: 'self signed certificate in certificate chain' }, 'SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
    [{ message: 'tunneling socket could not be established, statusCode=407' }, 'PROXY_AUTH_REQUIRED', 'proxy'],
    [{ code: 'ECONNRESET', message: 'socket hang up' }, 'UND_ERR_SOCKET', 'wait'],
    [{ message: 'Exceeded maxRedirects. Probably stuck in a redirect loop' }, 'REDIRECT_LOOP', 'redirect'],
    [{ message: 'Parse Error: Expected HTTP/' }, 'HPE_INVALID_CONSTANT', 'wait'],
    [{ message: 'never heard of' }, 'NETWORK_FAILED', 'wait'],
  ])('knows why there was no answer: %j', (requestError, code, phase) => {
    const call = only(run([execution({ requestError, response: undefined })]));
    expect(call.response).toBeNull();
    expect(call.failure).toMatchObject({ code, phase });
  });

  it('without calls is refused', () => {
    expect(refusal(run([]))).toBe('The run holds no calls.');
  });
});

describe('a file of another kind', () => {
  it.each([
    ['{"clientid":"a","clientsecret":"b","url":"https://x"}', 'This is a service key, and holds no calls.'],
    ['{"uaa":{"clientid":"a"},"endpoints":{}}', 'This is a service key, and holds no calls.'],
    ['{"credentials":{"uaa":{"clientid":"a"}}}', 'This is a service key, and holds no calls.'],
    [
      '{"type":"service_account","private_key":"x"}',
      'This is the key file of a Google service account, and holds no calls.',
    ],
    ['{"authorities":["TASK_GET"]}', 'This is a file of authorities, and holds no calls.'],
    ['{"values":[],"_postman_variable_scope":"environment"}', 'This is a Postman environment, and holds no calls.'],
    ['{"openapi":"3.0.0"}', 'This is an API description (OpenAPI), and holds no calls.'],
    ['{"access_token":"x"}', 'This is the answer of a token endpoint, and not the call for it.'],
    ['{"a":1}', 'This is JSON, and holds no calls that can be read.'],
    [token, 'This is a token (JWT), and holds no calls.'],
    ['-----BEGIN PRIVATE KEY-----\nx', 'This is a key or a certificate in PEM form, and holds no calls.'],
    ['<!DOCTYPE html><html></html>', 'This is a web page (HTML), and holds no calls.'],
    ['<?xml version="1.0"?><a/>', 'This is XML, and holds no calls that can be read.'],
    ['just words', 'This is text, and holds no calls that can be read.'],
    ['  \n', 'There is nothing in it.'],
    ['[]', 'This is JSON, and holds no calls that can be read.'],
    ['[1,2]', 'The HAR holds no calls.'],
  ])('is named: %s', (text, sentence) => {
    expect(refusal(text)).toBe(sentence);
  });
});
