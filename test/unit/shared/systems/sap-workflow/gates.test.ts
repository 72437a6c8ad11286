import { describe, expect, it } from 'vitest';
import type { ExplainInput } from '#shared/systems/system.ts';
import { systemOf } from '#shared/systems/systems.ts';
import {
  call,
  connection,
  failureOf,
  inputOf,
  login,
  requestOf,
  responseOf,
  sentAt,
  tokenState,
} from '../exchange-builder.ts';

const { explain } = systemOf('sap-workflow');
const refusal = '{"error":{"message":"User does not have sufficient privileges."}}';

function strip(input: ExplainInput) {
  return explain(input).gates.map(({ name, state, note }) => `${name}: ${state}, ${note}`);
}

function firstFinding(input: ExplainInput) {
  const [finding] = explain(input).findings;
  if (finding === undefined) throw new Error('there is no finding');
  return finding;
}

describe('a call that met a missing authority', () => {
  const stopped = inputOf(call({ response: responseOf(403) }), { bodyText: refusal, tokenExchange: login() });

  it('draws the strip as far as the call came', () => {
    expect(strip(stopped)).toEqual([
      'Lookup: passed, 18.157.4.20',
      'Connection: passed, 12 ms',
      'TLS 1.3: passed, DigiCert, 71 days',
      'Client login: passed, secret, 41 ms',
      'Token: passed, 11 h 42 m left',
      'Authority: stopped, stopped here',
      'Definition: not-reached, not reached',
      'Payload: not-reached, not reached',
    ]);
    expect(explain(stopped).stoppedAt).toBe('authority');
  });

  it('says which one, why that is certain, and what mends it', () => {
    expect(firstFinding(stopped)).toMatchObject({
      cause: 'authority-missing',
      confidence: 'certain',
      sentence: 'The token does not carry `WORKFLOW_INSTANCE_START`',
      reason:
        'the call needs it, the token’s scopes lack it, and the service answered “User does not have sufficient privileges.”',
      needed: ['WORKFLOW_INSTANCE_START'],
      granted: ['MESSAGE_SEND', 'TASK_GET', 'TASK_DEFINITION_GET'],
    });
    expect(firstFinding(stopped).evidence.map(({ source }) => source)).toEqual([
      'operation catalogue',
      'claim `scope` of token `a1f3`',
      'response body',
    ]);
  });

  it('writes the complete list, because the update replaces it, and leaves out what is no authority of the service', () => {
    const token = tokenState(['TASK_GET', 'SOMETHING_NEW'], {});
    const foreign = { ...token, scopes: [...token.scopes, 'other!t7.READ', 'openid'] };
    const { mends } = firstFinding({ ...stopped, exchange: { ...stopped.exchange, token: foreign } });
    expect(mends.map(({ action }) => action)).toEqual([
      { kind: 'grant-authorities', authorities: ['TASK_GET', 'SOMETHING_NEW', 'WORKFLOW_INSTANCE_START'] },
      { kind: 'renew-token' },
    ]);
  });

  it('is only likely when the service did not say that privileges are missing', () => {
    expect(firstFinding({ ...stopped, bodyText: '<html>Forbidden</html>' })).toMatchObject({
      cause: 'authority-missing',
      confidence: 'likely',
    });
  });

  it('is only likely when the authority was concluded from the body', () => {
    const request = requestOf('PATCH', '/v1/workflow-instances/4711', '{"status":"CANCELED"}');
    expect(firstFinding({ ...stopped, exchange: { ...stopped.exchange, request } })).toMatchObject({
      confidence: 'likely',
      needed: ['WORKFLOW_INSTANCE_CANCEL'],
    });
  });

  it('names no authority for a call the catalogue does not know', () => {
    const request = requestOf('GET', '/v1/something-new');
    expect(firstFinding({ ...stopped, exchange: { ...stopped.exchange, request } })).toMatchObject({
      cause: 'authority-missing',
      confidence: 'likely',
      sentence: 'The token lacks an authority that this call needs',
      needed: [],
    });
  });

  it('says may when the token’s scopes cannot be seen', () => {
    const token = { ...tokenState([]), scopes: [], claims: null };
    expect(firstFinding({ ...stopped, exchange: { ...stopped.exchange, token } })).toMatchObject({
      confidence: 'likely',
      sentence: 'The token may lack `WORKFLOW_INSTANCE_START`',
    });
  });

  it('claims nothing when the token carries the authority', () => {
    const token = tokenState(['WORKFLOW_INSTANCE_START']);
    const report = explain({ ...stopped, exchange: { ...stopped.exchange, token } });
    expect(report.stoppedAt).toBeNull();
    expect(report.findings).toMatchObject([{ cause: 'wrong-service-instance', confidence: 'possible' }]);
  });
});

describe('a call that went through', () => {
  it('passed every gate and has no finding', () => {
    const token = tokenState(['WORKFLOW_INSTANCE_START']);
    const input = inputOf(call({ response: responseOf(201), token }));
    expect(explain(input)).toMatchObject({ stoppedAt: null, findings: [], probes: [] });
    expect(strip(input).slice(3)).toEqual([
      'Client login: passed, token reused',
      'Token: passed, 11 h 42 m left',
      'Authority: passed, granted',
      'Definition: passed, found',
      'Payload: passed, accepted',
    ]);
  });

  it('draws no TLS gate over plain HTTP, and says what was reused', () => {
    const over = call({
      request: { ...requestOf('GET', '/v1/task-instances'), url: 'http://127.0.0.1:41873/rest/v1/task-instances' },
      peer: { address: '127.0.0.1', port: 41873, tlsProtocol: null, certificate: null },
      timings: {
        lookupMs: null,
        connectMs: null,
        tlsMs: null,
        waitMs: 2,
        downloadMs: 0,
        totalMs: 2,
        isConnectionReused: true,
      },
    });
    expect(strip(inputOf(over))).toEqual([
      'Lookup: passed, 127.0.0.1',
      'Connection: passed, reused',
      'Client login: passed, token reused',
      'Token: passed, 11 h 42 m left',
      'Authority: passed, granted',
      'Task: passed, found',
      'Payload: passed, none sent',
    ]);
  });
});

describe('a call that could not connect', () => {
  it('came to no gate behind, whatever token was at hand', () => {
    const failure = failureOf('ECONNREFUSED', 'connect');
    const strips = strip(inputOf(call({ response: null, failure })));
    expect(strips.slice(1)).toEqual([
      'Connection: stopped, stopped here',
      'TLS 1.3: not-reached, not reached',
      'Client login: not-reached, not reached',
      'Token: not-reached, not reached',
      'Authority: not-reached, not reached',
      'Definition: not-reached, not reached',
      'Payload: not-reached, not reached',
    ]);
  });
});

describe('a login that failed', () => {
  function refusedLogin(status: number, tokenBodyText: string): ExplainInput {
    const failed = call({ response: null, peer: null, token: null, failure: failureOf('LOGIN_REFUSED', 'login') });
    return inputOf(failed, { tokenExchange: login({ response: responseOf(status), token: null }), tokenBodyText });
  }

  it.each([
    [401, '{"error":"unauthorized","error_description":"Bad credentials"}', 'client-secret-rejected', 'likely'],
    [401, '', 'client-secret-rejected', 'likely'],
    [401, '{"error":"invalid_client","error_description":"Unauthorized grant type"}', 'grant-not-allowed', 'certain'],
    [404, '{}', 'token-endpoint-wrong', 'certain'],
    [200, '<!DOCTYPE html><html>login</html>', 'token-response-not-json', 'likely'],
    [200, 'not json', 'token-response-not-json', 'certain'],
    [200, '{"token":"none"}', 'token-response-without-token', 'certain'],
    [400, '{"error":"invalid_scope"}', 'scope-invalid', 'certain'],
    [406, '{"error":"query_string_not_allowed"}', 'query-string-not-allowed', 'certain'],
    [429, '', 'token-rate-limited', 'certain'],
    [503, '', 'service-error', 'certain'],
    [418, '', 'unknown', 'possible'],
  ])('is explained for status %i and body %j', (status, body, cause, confidence) => {
    const report = explain(refusedLogin(status, body));
    expect(report.findings[0]).toMatchObject({ cause, confidence });
    expect(report.stoppedAt).toBe('client-login');
  });

  it('draws the network of the token endpoint, and nothing behind the login', () => {
    expect(strip(refusedLogin(401, '')).map((gate) => gate.split(',')[0])).toEqual([
      'Lookup: passed',
      'Connection: passed',
      'TLS 1.3: passed',
      'Client login: stopped',
      'Token: not-reached',
      'Authority: not-reached',
      'Definition: not-reached',
      'Payload: not-reached',
    ]);
  });

  it('is explained alike on the token call itself', () => {
    const failure = failureOf('LOGIN_REFUSED', 'login');
    const itself = login({ response: responseOf(401), token: null, failure });
    expect(explain(inputOf(itself, { bodyText: '{"error":"unauthorized"}' }))).toMatchObject({
      stoppedAt: 'client-login',
      findings: [{ cause: 'client-secret-rejected' }, { cause: 'client-unknown' }],
    });
  });

  it.each([null, '{"access_token":"‹token a1f3›","expires_in":43199}'])(
    'is not claimed of a token call answered with %j',
    (bodyText) => {
      const input = inputOf(login({ token: null }), { bodyText });
      expect(explain(input)).toMatchObject({ stoppedAt: null, findings: [], probes: [] });
      expect(strip(input).slice(3)).toEqual(['Client login: passed, secret, 41 ms', 'Token: passed, issued']);
    },
  );

  it('stops at the token endpoint’s own network', () => {
    const failed = call({ response: null, peer: null, token: null, failure: failureOf('ENOTFOUND', 'login') });
    const tokenExchange = login({ response: null, peer: null, token: null, failure: failureOf('ENOTFOUND', 'lookup') });
    const report = explain(inputOf(failed, { tokenExchange }));
    expect(report).toMatchObject({ stoppedAt: 'lookup', findings: [{ cause: 'name-not-found' }] });
    expect(report.findings[0]?.sentence).toContain('acme-dev.authentication');
  });

  it('names an expired certificate before anything else', () => {
    const { credential } = connection;
    if (credential.kind === 'none') throw new Error('the connection logs in');
    const x509 = {
      ...connection,
      credential: { ...credential, secretKind: 'x509' as const, certificateExpiresAt: sentAt - 3_600_000 },
    };
    expect(explain({ ...refusedLogin(401, ''), connection: x509 }).findings[0]).toMatchObject({
      cause: 'client-certificate-expired',
      confidence: 'certain',
    });
  });
});

describe('an answer that is an error', () => {
  const get = (path: string) => requestOf('GET', path);
  it.each([
    [
      'expired by its time',
      { response: responseOf(401), token: tokenState([], { expiresAt: sentAt - 1 }) },
      '',
      'token-expired',
      'token',
    ],
    [
      'expired by the service',
      { response: responseOf(401) },
      '{"error":"invalid_token","error_description":"Access token expired"}',
      'token-expired',
      'token',
    ],
    ['a token refused', { response: responseOf(401) }, '', 'token-wrong-tenant', 'token'],
    ['no token', { response: responseOf(401), token: null }, '', 'token-missing', 'token'],
    [
      'an unknown definition',
      { response: responseOf(404) },
      '{"error":{"code":"bpm.workflowruntime.definition.not.found","message":"No."}}',
      'definition-not-found',
      'resource',
    ],
    [
      'an unknown instance',
      { response: responseOf(404), request: get('/v1/workflow-instances/4711') },
      '',
      'instance-not-found',
      'resource',
    ],
    [
      'an unknown task',
      { response: responseOf(404), request: get('/v1/task-instances/4711/context') },
      '',
      'task-not-found',
      'resource',
    ],
    [
      'a wrong address',
      { response: responseOf(404), request: get('/workflow-instances') },
      '',
      'base-url-wrong',
      'resource',
    ],
    [
      'a web page for an answer',
      { response: responseOf(404), request: get('/v1/task-instances') },
      '<html>404</html>',
      'base-url-wrong',
      'resource',
    ],
    [
      'a payload refused',
      { response: responseOf(400) },
      '{"error":{"message":"definitionId is missing"}}',
      'payload-invalid',
      'payload',
    ],
    [
      'a payload that is no JSON',
      { response: responseOf(400), request: requestOf('POST', '/v1/workflow-instances', '{"a":1,}') },
      '',
      'payload-invalid',
      'payload',
    ],
    ['too many calls', { response: responseOf(429, { 'Retry-After': '7' }) }, '', 'rate-limited', null],
    ['a service failure', { response: responseOf(502) }, '', 'service-error', null],
    ['anything else', { response: responseOf(409) }, '{"error":{"message":"Conflict."}}', 'unknown', null],
  ])('is explained: %s', (_what, changes, bodyText, cause, gate) => {
    const report = explain(inputOf(call(changes), { bodyText: bodyText === '' ? null : bodyText }));
    expect(report.findings[0]?.cause).toBe(cause);
    expect(report.stoppedAt).toBe(gate);
  });

  it('does not claim that the authority check was passed when the token cannot show it', () => {
    const report = explain(inputOf(call({ response: responseOf(404) })));
    expect(report.gates.find(({ id }) => id === 'authority')?.state).toBe('unknown');
  });

  it('draws the token of a call that carried one nobody can read', () => {
    const headers = [{ name: 'authorization', value: 'Bearer ‹token a1f3›' }];
    const request = { ...requestOf('GET', '/v1/task-instances'), headers };
    const gates = strip(inputOf(call({ request, token: null, response: responseOf(200) })));
    expect(gates).toContain('Token: passed, not readable');
  });

  it('says of no token that it passed where a router answered in the service’s place', () => {
    const unrouted = { response: responseOf(404, { 'X-Cf-Routererror': 'unknown_route' }) };
    expect(strip(inputOf(call(unrouted)))).toContain('Token: unknown, not known');
  });

  it('leaves the gates of the service open when none can be named', () => {
    expect(strip(inputOf(call({ response: responseOf(503) }))).slice(3)).toEqual([
      'Client login: passed, token reused',
      'Token: unknown, not known',
      'Authority: unknown, not known',
      'Definition: unknown, not known',
      'Payload: unknown, not known',
    ]);
  });

  it('says when to come back', () => {
    const { mends } = firstFinding(inputOf(call({ response: responseOf(429, { 'retry-after': '7' }) })));
    expect(mends[0]?.text).toContain('7 s');
  });
});
