import { describe, expect, it } from 'vitest';
import { explain as explainAny } from '#shared/systems/generic-http/gates.ts';
import { explain as explainMagnus } from '#shared/systems/magnus/gates.ts';
import { explain as explainSap } from '#shared/systems/sap-workflow/gates.ts';
import { call, inputOf, login, requestOf, responseOf } from '../exchange-builder.ts';

const causesOf = ({ findings }: ReturnType<typeof explainAny>) => findings.map(({ cause }) => cause);

describe('what stands beside a cause', () => {
  it('is no second finding for the status of an answer that names its cause', () => {
    const input = inputOf(call({ request: requestOf('GET', '/v1/task-instances'), response: responseOf(500) }), {
      bodyText: '{"error":{"code":"bpm.workflowruntime.rest.principalpropagation.not.possible","message":"x"}}',
    });
    expect(causesOf(explainSap(input))).toEqual(['user-identity-required']);
  });

  it('is nothing at all where an answer leads on to another one', () => {
    const redirect = call({ system: 'generic-http', response: responseOf(302, { Location: '/login' }) });
    expect(explainAny(inputOf(redirect, { connection: null })).findings).toEqual([]);
    const lost = call({ system: 'generic-http', response: responseOf(302) });
    expect(causesOf(explainAny(inputOf(lost, { connection: null })))).toEqual(['unknown']);
  });

  it('is a wrong address, where the REST API seems to send a token to a login page', () => {
    const location = 'https://acme-dev.authentication.eu10.hana.ondemand.com/oauth/authorize?response_type=code';
    const sent = call({
      request: requestOf('GET', '/v1/task-instances'),
      response: responseOf(302, { Location: location }),
    });
    expect(causesOf(explainSap(inputOf(sent)))[0]).toBe('base-url-wrong');
    const moved = call({
      request: requestOf('GET', '/v1/task-instances'),
      response: responseOf(302, { Location: '/v2' }),
    });
    expect(causesOf(explainSap(inputOf(moved)))).toEqual([]);
  });

  it('is an API key that was refused, where a key was sent and no token', () => {
    const request = { ...requestOf('GET', '/v2/orders'), headers: [{ name: 'X-Api-Key', value: '‹api key 1a2b›' }] };
    const refused = call({
      system: 'generic-http',
      connectionId: null,
      token: null,
      request,
      response: responseOf(401),
    });
    const report = explainAny(inputOf(refused, { connection: null, bodyText: '{"message":"Invalid API key"}' }));
    expect(causesOf(report)[0]).toBe('credentials-rejected');
  });
});

describe('an issuer that Magnus calls invalid', () => {
  it('is the one that is no service account, when it is none', () => {
    const claims = { iss: 'maria@acme.example', iat: 1_795_168_770, exp: 1_795_171_800 };
    const magnus = call({
      system: 'magnus',
      startedAt: 1_795_168_800_000,
      token: null,
      request: {
        method: 'POST',
        url: 'https://acme.magnus.example/remote',
        headers: [],
        body: '{"c":"713aa58d","configuration":{"runWorkflow":{"l":"abc"}},"jwt":"‹assertion 9c2e›"}',
        bodyBytes: 90,
      },
      response: responseOf(400),
      clues: {
        authorization: null,
        bodyAssertion: { property: 'jwt', form: 'jwt', fault: '' },
        jwts: [{ in: 'body', header: { alg: 'RS256', typ: 'JWT' }, claims }],
        clientSecret: null,
      },
    });
    const bodyText = '{"status":"failed","error":{"reason":"invalid","message":"Invalid issuer"}}';
    const report = explainMagnus(inputOf(magnus, { connection: null, bodyText }));
    expect(causesOf(report)[0]).toBe('issuer-not-service-account');
  });
});

describe('a login that is no form', () => {
  const asked = (status: number, bodyText: string) => {
    const tokenCall = login({ token: null, response: responseOf(status) });
    return explainSap(inputOf(tokenCall, { bodyText }));
  };

  // UAA's words for a body without a grant (domain facts, 1.5), and those of a server that reads no JSON.
  it.each([
    [400, '{"error":"invalid_request","error_description":"Missing grant type"}'],
    [400, '{"error":"invalid_request","error_description":"Required parameter grant_type is missing"}'],
    [415, ''],
  ])('is payload-invalid: %i %s', (status, bodyText) => {
    expect(asked(status, bodyText)).toMatchObject({
      stoppedAt: 'client-login',
      findings: [{ cause: 'payload-invalid', confidence: 'likely' }],
    });
  });

  it.each([
    [400, '{"error":"unsupported_grant_type","error_description":"Unsupported grant type: x"}'],
    [401, '{"error":"invalid_client","error_description":"Missing grant type"}'],
  ])('is something else: %i %s', (status, bodyText) => {
    expect(causesOf(asked(status, bodyText))[0]).not.toBe('payload-invalid');
  });
});
