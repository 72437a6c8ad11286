import { describe, expect, it } from 'vitest';
import type { ConnectionView } from '#shared/model/connection.ts';
import type { AssertionPlacement, Credential } from '#shared/model/credential.ts';
import { authWords } from '../../../../../renderer/features/request/auth-words.ts';

const connection = (credential: Credential, change: Partial<ConnectionView> = {}): ConnectionView => ({
  id: 'c1',
  name: 'Acme',
  system: 'generic-http',
  isPractice: false,
  isProduction: false,
  colour: 'none',
  trust: { extraCa: null, pinnedFingerprint: null },
  variables: {},
  credential,
  identity: { tenant: null, subaccountId: null, xsappname: null, serviceInstanceId: null },
  createdAt: 0,
  lastUsedAt: null,
  secretState: 'kept',
  token: null,
  clockSkewMs: null,
  ...change,
});
const assertion = (placement: AssertionPlacement): Credential => ({
  kind: 'assertion',
  algorithm: 'RS256',
  keyId: '',
  issuer: 'i',
  subject: '',
  audience: '',
  lifetimeSeconds: 3600,
  backDateSeconds: 0,
  extraClaims: '',
  placement,
});
const none = { headers: [] };

describe('authWords', () => {
  it.each<[Credential, string]>([
    [{ kind: 'basic', username: 'alice', keepsSession: false }, 'user `alice`'],
    [{ kind: 'bearer' }, 'the Bearer token that Acme was given'],
    [{ kind: 'api-key', in: 'query', name: 'key' }, 'in the query parameter `key`'],
    [{ kind: 'none' }, 'nothing authorises the call'],
    [assertion({ in: 'body-property', property: 'jwt' }), 'into the property `jwt` of the body'],
    [assertion({ in: 'authorization-header' }), 'goes out as `Authorization: Bearer`'],
    [
      assertion({ in: 'jwt-bearer-grant', tokenUrl: 'https://t.example/token', scope: '' }),
      '`https://t.example/token` gives a token for it',
    ],
  ])('says how the call is authorised: %o', (credential, words) => {
    expect(authWords(none, connection(credential), 0)).toContain(words);
  });

  it('puts the draft’s own header before everything', () => {
    const headers = [{ name: ' authorization ', value: 'x', isEnabled: true }];
    expect(authWords({ headers }, connection({ kind: 'bearer' }), 0)).toContain('own `Authorization` header');
  });

  it('says where the secret is when it is out of reach', () => {
    const basic: Credential = { kind: 'basic', username: 'alice', keepsSession: false };
    expect(authWords(none, connection(basic, { secretState: 'locked' }), 0)).toContain('the vault is locked');
    expect(authWords(none, connection(basic, { secretState: 'missing' }), 0)).toContain('is missing');
  });
});
