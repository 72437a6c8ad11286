import { afterAll, describe, expect, it } from 'vitest';
import { normaliseTrust, trustProblems } from '#core/connections/trust-problems.ts';
import { createCertificateMaker, fingerprintOf } from '../../../../support/certificates.ts';

const maker = createCertificateMaker();
afterAll(maker.remove);
const { certificate, key } = maker.make({ name: 'ca', isCa: true });

describe('whom a connection trusts', () => {
  it('takes certificates as they are pasted, and a fingerprint with colons', () => {
    const pasted = `subject=x\n${certificate.replaceAll('\n', '\\n')}${certificate}`;
    const colons = fingerprintOf(certificate)
      .toUpperCase()
      .replaceAll(/(..)(?!$)/g, '$1:');
    const trust = normaliseTrust({ extraCa: pasted, pinnedFingerprint: ` ${colons} ` });
    expect(trust).toEqual({ extraCa: certificate + certificate, pinnedFingerprint: fingerprintOf(certificate) });
    expect(trustProblems(trust)).toEqual([]);
  });

  it('takes empty fields for nothing', () => {
    const nothing = { extraCa: null, pinnedFingerprint: null };
    expect(normaliseTrust({ extraCa: ' \n', pinnedFingerprint: '' })).toEqual(nothing);
  });

  it.each([
    ['a text that is no PEM', { extraCa: 'canary', pinnedFingerprint: null }, 'trust.extraCa'],
    ['a cut certificate', { extraCa: certificate.slice(0, 300), pinnedFingerprint: null }, 'trust.extraCa'],
    [
      'a block that is no certificate',
      { extraCa: certificate.replace('MII', 'AAA'), pinnedFingerprint: null },
      'trust.extraCa',
    ],
    ['a private key beside the certificate', { extraCa: certificate + key, pinnedFingerprint: null }, 'trust.extraCa'],
    ['a fingerprint of another length', { extraCa: null, pinnedFingerprint: 'ab12' }, 'trust.pinnedFingerprint'],
    [
      'a fingerprint that is no number',
      { extraCa: null, pinnedFingerprint: 'z'.repeat(64) },
      'trust.pinnedFingerprint',
    ],
  ])('is refused for %s, at its field, without repeating it', (_, trust, field) => {
    const problems = trustProblems(normaliseTrust(trust));
    expect(problems.map((problem) => problem.field)).toEqual([field]);
    expect(JSON.stringify(problems)).not.toMatch(/canary|ab12|zzzz|MII/);
  });
});
