import { describe, expect, it } from 'vitest';
import type { AssertionPlacement, Credential } from '#shared/model/credential.ts';
import { canAllowResend } from '../../../../../renderer/features/request/can-allow-resend.ts';

const client: Credential = {
  kind: 'oauth2-client-credentials',
  tokenUrl: 'https://t.example/token',
  clientId: 'c',
  clientAuthentication: 'post-body',
  secretKind: 'client-secret',
  scope: '',
  extraParameters: [],
  extraHeaders: [],
  certificateExpiresAt: null,
};
const assertion = (placement: AssertionPlacement): Credential => ({
  kind: 'assertion',
  algorithm: 'RS256',
  keyId: '',
  issuer: 'i',
  subject: '',
  audience: '',
  lifetimeSeconds: 300,
  backDateSeconds: 0,
  extraClaims: '',
  placement,
});
const post: Parameters<typeof canAllowResend>[0] = { method: 'POST', headers: [] };

describe('whether a resend after a 401 can be allowed', () => {
  it.each(['POST', 'PATCH'] as const)('asks about a %s, which might do its work twice', (method) => {
    expect(canAllowResend({ method, headers: [] }, { credential: client })).toBe(true);
  });

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'] as const)(
    'leaves out %s, which is repeated in any case',
    (method) => {
      expect(canAllowResend({ method, headers: [] }, { credential: client })).toBe(false);
    },
  );

  it.each<[Credential, boolean]>([
    [assertion({ in: 'jwt-bearer-grant', tokenUrl: 'https://t.example/token', scope: '' }), true],
    [assertion({ in: 'authorization-header' }), false],
    [{ kind: 'basic', username: 'alice', keepsSession: false }, false],
    [{ kind: 'bearer' }, false],
    [{ kind: 'none' }, false],
  ])('asks only where a token can be renewed: %o', (credential, isAsked) => {
    expect(canAllowResend(post, { credential })).toBe(isAsked);
  });

  it('leaves out a draft that brings its own login, unless that header is switched off', () => {
    const headers = [{ name: ' authorization ', value: 'x', isEnabled: true }];
    expect(canAllowResend({ ...post, headers }, { credential: client })).toBe(false);
    const off = headers.map((header) => ({ ...header, isEnabled: false }));
    expect(canAllowResend({ ...post, headers: off }, { credential: client })).toBe(true);
  });
});
