import { describe, expect, it } from 'vitest';
import { fieldsFor } from '../../../../../renderer/features/connections/credential-fields.ts';
import { expiryOf } from '../../../../../renderer/features/connections/expiry-of.ts';
import { canUseKey, withKey } from '../../../../../renderer/features/connections/key-fields.ts';
import type { HeldKey } from '../../../../../renderer/features/connections/read-key.ts';
import { sayFingerprint } from '../../../../../renderer/features/connections/say-fingerprint.ts';
import { saySkew } from '../../../../../renderer/features/connections/say-skew.ts';

const now = 1_800_000_000_000;
const day = 86_400_000;

describe('expiryOf', () => {
  it('warns in the last three days and after, and not before', () => {
    expect(expiryOf(now + 3 * day + 1, now)).toEqual({ isWarning: false, words: '3 days left' });
    expect(expiryOf(now + 3 * day, now)).toEqual({ isWarning: true, words: '3 d 0 h left' });
    expect(expiryOf(now, now)).toEqual({ isWarning: true, words: 'has ended; a new key is needed' });
  });
});

describe('saySkew', () => {
  it('is silent up to 30 seconds, either way', () => {
    expect([null, 0, 30_000, -30_000].map(saySkew)).toEqual([null, null, null, null]);
  });

  it('says which clock is behind', () => {
    expect(saySkew(31_000)).toContain('31 s behind');
    expect(saySkew(-31_000)).toContain('31 s ahead of');
    expect(saySkew(3_600_000)).toContain('1 h 0 m behind');
  });
});

describe('sayFingerprint', () => {
  it('sets pairs apart', () => {
    expect(sayFingerprint('a1b2c3')).toBe('A1:B2:C3');
  });
});

describe('a held key', () => {
  const key = { algorithm: 'EC P-256', signsWith: ['ES256'], keyId: 'k1', certificate: null } as const;
  const held = { heldId: 'h', fileName: 'k.pem', words: 'a key', problems: [] };
  const ec: HeldKey = { ...held, key: { ...key, kind: 'private-key', signsWith: ['ES256'] } };

  it('brings its id, and the algorithm it can sign with', () => {
    expect(withKey(fieldsFor('magnus'), ec)).toMatchObject({ algorithm: 'ES256', keyId: 'k1' });
  });

  it('signs assertions; a certificate with its key also logs a client in', () => {
    const x509: HeldKey = { ...held, key: { ...ec.key, kind: 'x509' } };
    const secret: HeldKey = { ...held, key: { ...ec.key, kind: 'client-secret', signsWith: [] } };
    const client = { kind: 'oauth2-client-credentials' as const };
    const uses = [ec, x509, secret].map((one) => [
      canUseKey({ kind: 'assertion', secretKind: 'client-secret' }, one),
      canUseKey({ ...client, secretKind: 'x509' }, one),
      canUseKey({ ...client, secretKind: 'client-secret' }, one),
    ]);
    expect(uses).toEqual([
      [true, false, false],
      [true, true, false],
      [false, false, true],
    ]);
  });
});
