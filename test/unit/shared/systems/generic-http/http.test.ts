import { describe, expect, it } from 'vitest';
import type { CauseId } from '#shared/model/cause.ts';
import { noClues } from '#shared/model/clues.ts';
import { connection } from '../exchange-builder.ts';
import { confidenceIn, explain, genericCall, type Sample } from './http-samples.ts';

const page = '<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Error</h1></body></html>';
const basic = {
  ...noClues,
  authorization: { scheme: 'basic', form: 'user-password' as const, fault: '', username: 'ada' },
};
const wantsBasic = { 'WWW-Authenticate': 'Basic realm="Orders"' };
const withBody = (body: string, type = 'application/json') => ({
  request: {
    method: 'POST',
    url: 'https://api.example.com/v1/orders',
    headers: [{ name: 'content-TYPE', value: type }],
    body,
    bodyBytes: body.length,
  },
});
const connected = { connectionId: 'c1' };
const byBasic = {
  connection: { ...connection, credential: { kind: 'basic' as const, username: 'ada', keepsSession: false } },
};
const byKey = {
  connection: { ...connection, credential: { kind: 'api-key' as const, in: 'header' as const, name: 'X-API-Key' } },
};

type Row = [what: string, cause: CauseId, confidence: string, gate: string | null, sample: Sample];

const rows: Row[] = [
  // RFC 9110, 15.5.2; Tomcat, IIS.
  [
    'Basic refused',
    'credentials-rejected',
    'certain',
    'credentials',
    { headers: wantsBasic, exchange: { clues: basic } },
  ],
  [
    'Basic refused by Tomcat’s page',
    'credentials-rejected',
    'certain',
    'credentials',
    { body: page, headers: wantsBasic, exchange: { clues: basic } },
  ],
  [
    'Basic refused without a challenge',
    'credentials-rejected',
    'likely',
    'credentials',
    { body: '{"message":"Invalid username or password"}', exchange: { clues: basic } },
  ],
  [
    'nothing sent',
    'credentials-not-sent',
    'certain',
    'credentials',
    { headers: wantsBasic, exchange: connected, input: byBasic },
  ],
  [
    'nothing sent, in an import',
    'credentials-not-sent',
    'likely',
    'credentials',
    { headers: { 'www-authenticate': 'basic' } },
  ],
  [
    'Negotiate asked for',
    'credentials-not-sent',
    'likely',
    'credentials',
    { headers: { 'WWW-Authenticate': 'Negotiate' } },
  ],
  [
    'an API key refused',
    'credentials-rejected',
    'likely',
    'credentials',
    { status: 403, body: '{"message":"Invalid API key"}', input: byKey },
  ],
  // RFC 6585, 4; GitHub; Azure.
  ['429', 'rate-limited', 'certain', null, { status: 429, headers: { 'Retry-After': '30' } }],
  ['429 by a page', 'rate-limited', 'certain', null, { status: 429, body: page }],
  [
    '403 of GitHub',
    'rate-limited',
    'likely',
    null,
    { status: 403, body: '{"message":"API rate limit exceeded for 192.0.2.1."}' },
  ],
  // RFC 9110, 15.6; gorouter.
  [
    '502 of gorouter',
    'service-error',
    'certain',
    null,
    {
      status: 502,
      headers: { 'X-Cf-Routererror': 'endpoint_failure' },
      body: '502 Bad Gateway: Registered endpoint failed to handle the request.',
    },
  ],
  ['503 by a page', 'service-error', 'certain', null, { status: 503, body: page }],
  [
    '500 of Spring',
    'service-error',
    'certain',
    null,
    { status: 500, body: '{"status":500,"error":"Internal Server Error","path":"/v1/orders"}' },
  ],
  [
    'a SOAP fault',
    'service-error',
    'likely',
    null,
    { status: 500, body: '<soapenv:Envelope><soapenv:Body><soapenv:Fault/></soapenv:Body></soapenv:Envelope>' },
  ],
  // gorouter, nginx, Express.
  [
    '404 of gorouter',
    'base-url-wrong',
    'likely',
    null,
    {
      status: 404,
      headers: { 'X-Cf-RouterError': 'unknown_route' },
      body: "404 Not Found: Requested route ('api.example.com') does not exist.",
    },
  ],
  [
    '404 of nginx',
    'base-url-wrong',
    'likely',
    null,
    { status: 404, body: '<html><head><title>404 Not Found</title></head></html>' },
  ],
  ['404 of Express', 'base-url-wrong', 'likely', null, { status: 404, body: 'Cannot GET /v1/orders' }],
  [
    '404 with a word of the service',
    'base-url-wrong',
    'possible',
    null,
    { status: 404, body: '{"message":"Order 7 not found"}' },
  ],
  ['a login page instead of JSON', 'base-url-wrong', 'likely', null, { status: 200, body: page }],
  [
    'a body that breaks off',
    'payload-invalid',
    'certain',
    null,
    { status: 400, body: '{"message":"JSON parse error: Unexpected character"}', exchange: withBody('{"a":1,}') },
  ],
  [
    '400 with words',
    'payload-invalid',
    'likely',
    null,
    { status: 400, body: '{"title":"One or more validation errors occurred."}', exchange: withBody('{"a":1}') },
  ],
  [
    '422 of FastAPI',
    'payload-invalid',
    'likely',
    null,
    { status: 422, body: '{"detail":"field required"}', exchange: withBody('{"a":1}') },
  ],
  ['415', 'payload-invalid', 'possible', null, { status: 415, exchange: withBody('{"a":1}', 'text/plain') }],
];

describe('an answer of any service', () => {
  it.each(rows)('%s is %s, %s', (_what, cause, confidence, gate, sample) => {
    const report = explain(genericCall(sample));
    expect(report.findings[0]).toMatchObject({ cause, confidence });
    expect(report.stoppedAt).toBe(gate);
  });

  it.each([
    ['credentials-rejected', { headers: { 'WWW-Authenticate': 'Bearer' }, exchange: { clues: basic } }, 'possible'],
    ['credentials-rejected', { status: 403, exchange: { clues: basic } }, 'none'],
    ['credentials-rejected', { status: 403, body: '{"message":"Forbidden"}', input: byKey }, 'none'],
    ['credentials-not-sent', { headers: wantsBasic, exchange: { clues: basic } }, 'none'],
    ['credentials-not-sent', { status: 407, headers: wantsBasic }, 'none'],
    ['rate-limited', { status: 503 }, 'none'],
    ['rate-limited', { status: 403, body: '{"message":"Forbidden"}' }, 'none'],
    ['service-error', { status: 503, body: '{"message":"Rate limit exceeded"}' }, 'likely'],
    ['service-error', { status: 504, body: '<html>The proxy could not resolve the host.</html>' }, 'likely'],
    [
      'service-error',
      { status: 500, body: 'io.jsonwebtoken.ExpiredJwtException: JWT expired at 2026-11-21T09:00:00Z' },
      'likely',
    ],
    ['payload-invalid', { status: 400, body: '{"message":"No."}', exchange: withBody('{"a":1,}') }, 'likely'],
    ['service-error', { status: 499 }, 'none'],
    ['service-error', { status: 511 }, 'none'],
    ['base-url-wrong', { status: 403, body: page }, 'none'],
    ['base-url-wrong', { status: 200, body: '{"html":"<html>"}' }, 'none'],
    ['payload-invalid', { status: 400, body: page, exchange: withBody('{"a":1}') }, 'possible'],
    ['payload-invalid', { status: 404, exchange: withBody('{"a":1,}') }, 'none'],
  ] as const)('%s is not claimed of %j', (cause, sample, confidence) => {
    expect(confidenceIn(genericCall(sample), cause)).toBe(confidence);
  });

  it('that says when to come back offers to wait', () => {
    const { findings } = explain(genericCall({ status: 429, headers: { 'RETRY-AFTER': '30' } }));
    expect(findings[0]?.mends[0]).toEqual({
      text: 'Wait as long as Retry-After says (30 s), then send again.',
      action: { kind: 'send-again', seconds: 30 },
    });
  });

  it('of 200 has no login gate when no login is known', () => {
    const report = explain(genericCall({ status: 200, body: '{}' }));
    expect(report.findings).toEqual([]);
    expect(report.gates.map(({ id }) => id)).toEqual(['lookup', 'connection', 'tls']);
  });

  it('of 200 with credentials passed their gate', () => {
    const report = explain(genericCall({ status: 200, body: '{}', exchange: { clues: basic } }));
    expect(report.gates.map(({ id, state }) => [id, state]).at(-1)).toEqual(['credentials', 'passed']);
  });
});
