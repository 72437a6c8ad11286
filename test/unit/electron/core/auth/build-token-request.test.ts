import { describe, expect, it } from 'vitest';
import { buildTokenRequest } from '#core/auth/build-token-request.ts';
import type { ClientCredentials } from '#shared/model/credential.ts';

const secret = 'a+b/c=d e%f:ü';

function credential(changes: Partial<ClientCredentials>): ClientCredentials {
  return {
    kind: 'oauth2-client-credentials',
    tokenUrl: 'https://acme.example.test/oauth/token',
    clientId: 'sb-clone!b1|workflow!b2',
    clientAuthentication: 'post-body',
    secretKind: 'client-secret',
    scope: '',
    extraParameters: [],
    extraHeaders: [],
    certificateExpiresAt: null,
    ...changes,
  };
}

describe('a token request', () => {
  it('puts id and secret in the form, encoded so that a plus arrives as a plus', () => {
    const request = buildTokenRequest(credential({}), secret);
    expect(request).toMatchObject({ method: 'POST', url: new URL('https://acme.example.test/oauth/token') });
    expect(request.headers).toContainEqual({ name: 'content-type', value: 'application/x-www-form-urlencoded' });
    expect(request.body).toBe(
      'grant_type=client_credentials&client_id=sb-clone%21b1%7Cworkflow%21b2&client_secret=a%2Bb%2Fc%3Dd+e%25f%3A%C3%BC',
    );
    expect(new URLSearchParams(request.body ?? '').get('client_secret')).toBe(secret);
  });

  it('form-encodes each part of a Basic header and says so to UAA', () => {
    const request = buildTokenRequest(credential({ clientAuthentication: 'post-basic' }), secret);
    const value = request.headers.find(({ name }) => name === 'authorization')?.value ?? '';
    expect(Buffer.from(value.slice('Basic '.length), 'base64').toString()).toBe(
      'sb-clone%21b1%7Cworkflow%21b2:a%2Bb%2Fc%3Dd+e%25f%3A%C3%BC',
    );
    expect(request.headers).toContainEqual({ name: 'x-cf-encoded-credentials', value: 'true' });
    expect(request.body).toBe('grant_type=client_credentials');
  });

  it('puts everything in the query of a GET, beside what the URL had', () => {
    const tokenUrl = 'https://acme.example.test/oauth/token?tenant=t1&grant_type=password';
    const request = buildTokenRequest(credential({ clientAuthentication: 'get-query', tokenUrl }), secret);
    expect(request).toMatchObject({ method: 'GET', body: null });
    expect(Object.fromEntries(request.url.searchParams)).toEqual({
      tenant: 't1',
      grant_type: 'client_credentials',
      client_id: 'sb-clone!b1|workflow!b2',
      client_secret: secret,
    });
    expect(request.url.search).toContain('client_secret=a%2Bb');
  });

  it('asks for scopes only where some are named', () => {
    expect(buildTokenRequest(credential({ scope: ' a.B  ' }), 's').body).toContain('&scope=a.B');
    expect(buildTokenRequest(credential({ scope: '  ' }), 's').body).not.toContain('scope');
  });
});
