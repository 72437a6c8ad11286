import { createLocalJWKSet, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { startPractice } from './practice-client.ts';

const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('the token endpoint of the practice system', () => {
  it('answers a form body with a bearer token that lives twelve hours', async () => {
    const { token } = await startPractice();
    const response = await token();
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-type')).toBe('application/json;charset=UTF-8');
    expect(response.headers.get('x-vcap-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toEqual({
      access_token: expect.any(String),
      token_type: 'bearer',
      expires_in: 43_199,
      scope:
        'workflow!b10150.TASK_GET workflow!b10150.TASK_DEFINITION_GET workflow!b10150.WORKFLOW_DEFINITION_DEPLOY ' +
        'workflow!b10150.FORM_DEFINITION_DEPLOY workflow!b10150.PROCESS_TEMPLATE_DEPLOY ' +
        'workflow!b10150.PROCESS_VARIANT_DEPLOY uaa.resource',
      jti: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it('signs claims that verify against its key set', async () => {
    const { practice, key, accessToken } = await startPractice();
    const jwks = await (await fetch(`${practice.baseUrl}/uaa/token_keys`)).json();
    const { payload, protectedHeader } = await jwtVerify(await accessToken(), createLocalJWKSet(jwks), {
      currentDate: new Date('2026-11-09T10:00:01Z'),
    });
    const id = key.uaa.clientid;
    expect(protectedHeader).toEqual({
      alg: 'RS256',
      jku: `${key.uaa.url}/token_keys`,
      kid: 'default-jwt-key-1',
      typ: 'JWT',
    });
    expect(payload).toEqual({
      jti: expect.stringMatching(/^[0-9a-f]{32}$/),
      ext_attr: {
        enhancer: 'XSUAA',
        subaccountid: 'e0a4d6b8-31c7-4c52-8f1b-96d3a5f20c17',
        zdn: 'practice',
        serviceinstanceid: '7c3f9d52-4b1e-4f0a-9a86-2d5e8c0b71f4',
      },
      sub: id,
      client_id: id,
      cid: id,
      azp: id,
      authorities: payload.scope,
      scope: expect.arrayContaining(['workflow!b10150.TASK_GET', 'uaa.resource']),
      grant_type: 'client_credentials',
      rev_sig: expect.stringMatching(/^[0-9a-f]{8}$/),
      iat: 1_794_218_400,
      exp: 1_794_261_600,
      iss: `${key.uaa.url}/oauth/token`,
      zid: 'e0a4d6b8-31c7-4c52-8f1b-96d3a5f20c17',
      aud: ['uaa', 'workflow!b10150', id],
    });
  });

  it('takes the client in a raw Basic header, in a GET query and URL-encoded when told so', async () => {
    const { key } = await startPractice();
    const url = `${key.uaa.url}/oauth/token`;
    const { clientid, clientsecret } = key.uaa;
    const grant = 'grant_type=client_credentials';
    const query = `${grant}&client_id=${encodeURIComponent(clientid)}&client_secret=${encodeURIComponent(clientsecret)}`;
    const encoded = basic(encodeURIComponent(clientid), encodeURIComponent(clientsecret));
    const responses = await Promise.all([
      fetch(url, { method: 'POST', headers: { ...form, authorization: basic(clientid, clientsecret) }, body: grant }),
      fetch(`${url}?${grant}`, { method: 'POST', headers: { authorization: basic(clientid, clientsecret) } }),
      fetch(`${url}?${grant}`, { headers: { authorization: basic(clientid, clientsecret) } }),
      fetch(`${url}?${query}`),
      fetch(`${url}?${grant}`, { headers: { authorization: encoded, 'x-cf-encoded-credentials': 'true' } }),
      fetch(`${url}?${grant}`, { headers: { authorization: encoded } }),
    ]);
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 401]);
  });

  it.each([
    ['a wrong secret', { client_secret: 'wrong' }],
    ['an unknown client', { client_id: 'sb-somebody-else' }],
    ['no client', { client_id: '', client_secret: '' }],
  ])('refuses %s with 401 and a Basic challenge', async (_name, given) => {
    const { token } = await startPractice();
    const response = await token(given);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe(
      'Basic realm="UAA/client", error="unauthorized", error_description="Bad credentials"',
    );
    expect(await response.json()).toEqual({ error: 'unauthorized', error_description: 'Bad credentials' });
  });

  it.each([
    [{ grant_type: '' }, 400, 'invalid_request', 'Missing grant type'],
    [{ grant_type: 'magic' }, 400, 'unsupported_grant_type', 'Unsupported grant type: magic'],
    [{ grant_type: 'password' }, 401, 'invalid_client', 'Unauthorized grant type: password'],
    [
      { scope: 'workflow!b10150.DATA_PURGE' },
      400,
      'invalid_scope',
      'workflow!b10150.DATA_PURGE is invalid. Please use a valid scope name in the request',
    ],
  ])('meets %j with %i %s', async (given, status, error, description) => {
    const { token } = await startPractice();
    const response = await token(given);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error, error_description: description });
  });

  it('narrows the token to the scopes asked for', async () => {
    const { token } = await startPractice();
    const body = await (await token({ scope: 'uaa.resource workflow!b10150.TASK_GET' })).json();
    expect(body).toMatchObject({ scope: 'workflow!b10150.TASK_GET uaa.resource' });
  });
});
