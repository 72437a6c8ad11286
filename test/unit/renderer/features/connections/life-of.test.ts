import { describe, expect, it } from 'vitest';
import type { ConnectionView } from '#shared/model/connection.ts';
import { lifeOf } from '../../../../../renderer/features/connections/life-of.ts';
import { clientCredential } from '../../../../support/credential-samples.ts';

const now = 1_800_000_000_000;
const connection: ConnectionView = {
  id: 'c',
  name: 'Acme',
  system: 'sap-workflow',
  isPractice: false,
  isProduction: false,
  colour: 'none',
  trust: { extraCa: null, pinnedFingerprint: null },
  variables: {},
  credential: clientCredential(),
  identity: { tenant: null, subaccountId: null, xsappname: null, serviceInstanceId: null },
  createdAt: now,
  lastUsedAt: null,
  secretState: 'kept',
  clockSkewMs: null,
  token: null,
};
const token = { tag: 'a1f3', fetchedAt: now, scopes: [], authorities: [], header: null, claims: null };

describe('lifeOf', () => {
  it('puts a missing or locked secret before the token', () => {
    const living = { ...token, expiresAt: now + 60_000 };
    expect(lifeOf({ ...connection, secretState: 'missing', token: living }, now).kind).toBe('wanting');
    expect(lifeOf({ ...connection, secretState: 'locked', token: living }, now).words).toContain('locked');
  });

  it('is calm about a practice system that does not run', () => {
    const life = lifeOf({ ...connection, isPractice: true, secretState: 'missing' }, now);
    expect(life).toEqual({ kind: 'idle', words: 'off until the next call' });
  });

  it('says how long a living token has', () => {
    const words = lifeOf({ ...connection, token: { ...token, expiresAt: now + 42 * 60_000 } }, now);
    expect(words).toEqual({ kind: 'ready', words: 'token 42 m left' });
  });

  it('says of a token that ends this very moment that it has expired', () => {
    expect(lifeOf({ ...connection, token: { ...token, expiresAt: now } }, now)).toEqual({
      kind: 'idle',
      words: 'token expired',
    });
  });

  it('is ready without a token where no token endpoint stands between', () => {
    const credential = { kind: 'basic', username: 'jens', keepsSession: false } as const;
    expect(lifeOf({ ...connection, credential }, now)).toEqual({ kind: 'ready', words: 'ready' });
    expect(lifeOf({ ...connection, credential, secretState: 'missing' }, now).kind).toBe('wanting');
  });
});
