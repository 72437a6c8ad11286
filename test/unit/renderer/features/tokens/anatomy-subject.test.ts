import { describe, expect, it } from 'vitest';
import type { Credential } from '#shared/model/credential.ts';
import type { TokenState } from '#shared/model/token.ts';
import { subjectOf } from '../../../../../renderer/features/tokens/anatomy-subject.ts';

const oauth: Credential = {
  kind: 'oauth2-client-credentials',
  tokenUrl: 'https://acme.authentication.example/oauth/token',
  clientId: 'sb-1',
  clientAuthentication: 'post-body',
  secretKind: 'client-secret',
  scope: '',
  extraParameters: [],
  extraHeaders: [],
  certificateExpiresAt: null,
};
const assertion: Credential = {
  kind: 'assertion',
  algorithm: 'RS256',
  keyId: '',
  issuer: 'a@b.gserviceaccount.com',
  subject: '',
  audience: '',
  lifetimeSeconds: 3600,
  backDateSeconds: 0,
  extraClaims: '',
  placement: { in: 'body-property', property: 'jwt' },
};
const token: TokenState = {
  tag: 'a1f3',
  fetchedAt: 0,
  expiresAt: 1,
  scopes: [],
  authorities: [],
  header: { alg: 'RS256' },
  claims: { iss: 'x' },
};

describe('subjectOf', () => {
  it('takes the token at hand, and says where it came from', () => {
    expect(subjectOf({ name: 'Acme', credential: oauth, token }, null)).toMatchObject({
      kind: 'jwt',
      title: 'Token a1f3',
      note: 'fetched by client credentials from acme.authentication.example',
      isAssertion: false,
    });
  });

  it('says of an opaque token that only its issuer can read it', () => {
    const opaque = { ...token, header: null, claims: null };
    expect(subjectOf({ name: 'Acme', credential: oauth, token: opaque }, null)).toMatchObject({
      kind: 'nothing',
      title: 'Token a1f3 is opaque',
    });
  });

  it('takes the assertion that would be signed when no token is at hand', () => {
    const would = { header: { alg: 'RS256' }, claims: { iss: 'a' } };
    expect(subjectOf({ name: 'Runner', credential: assertion, token: null }, would)).toMatchObject({
      kind: 'jwt',
      title: 'Assertion',
      isAssertion: true,
    });
  });

  it.each([
    [oauth, 'No token yet'],
    [assertion, 'No assertion to show'],
    [{ kind: 'bearer' } as const, 'The token is in the vault'],
    [{ kind: 'none' } as const, 'There is no token'],
  ])('says why there is nothing to take apart: %o', (credential, title) => {
    expect(subjectOf({ name: 'X', credential, token: null }, null)).toMatchObject({ kind: 'nothing', title });
  });
});
