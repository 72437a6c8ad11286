import { describe, expect, it } from 'vitest';
import type { DoctorStep } from '#shared/model/doctor-report.ts';
import {
  acceptableCertificate,
  pageMendOf,
  sayReport,
  sayTook,
} from '../../../../../renderer/features/doctor/doctor-words.ts';

const step: DoctorStep = {
  id: 'tls',
  name: 'TLS',
  state: 'passed',
  tookMs: 3,
  evidence: [],
  cause: '',
  mends: [],
  chain: [
    { subject: 'leaf', issuer: 'ca', validTo: 0, fingerprint: 'aa', isCa: false },
    { subject: 'ca', issuer: 'ca', validTo: 0, fingerprint: 'bb', isCa: true },
  ],
  exchangeId: null,
};
const failed: DoctorStep = { ...step, state: 'failed' };

describe('the doctor’s words', () => {
  it('name the step it stops at', () => {
    expect(sayReport({ target: 'a.example', steps: [failed] })).toBe('The way to a.example ends at TLS.');
    expect(sayReport({ target: 'a.example', steps: [{ ...failed, id: 'connect' }] })).toBe(
      'The way to a.example ends at the connection.',
    );
    expect(sayReport({ target: 'a.example', steps: [step] })).toBe('The way to a.example is clear.');
  });

  it('offer the address or the authorities of the page where the way ends before the login', () => {
    const mendOf = (id: DoctorStep['id']) => pageMendOf({ ...failed, id });
    expect([mendOf('lookup'), mendOf('connect')].every((mend) => mend?.includes('address'))).toBe(true);
    expect(mendOf('tls')).toContain('authority');
    expect([mendOf('proxy'), mendOf('login'), mendOf('call'), pageMendOf(step)]).toEqual([null, null, null, null]);
  });

  it('say a time as short as it can be', () => {
    expect([null, 0.4, 12.4, 999, 1410].map(sayTook)).toEqual(['', '<1 ms', '12 ms', '999 ms', '1.4 s']);
  });
});

describe('acceptableCertificate', () => {
  it('offers the server’s own certificate, and only where TLS failed', () => {
    expect(acceptableCertificate(failed, null)?.fingerprint).toBe('aa');
    expect(acceptableCertificate(step, null)).toBeNull();
    expect(acceptableCertificate({ ...failed, id: 'login' }, null)).toBeNull();
    expect(acceptableCertificate({ ...failed, chain: [] }, null)).toBeNull();
  });

  it('does not offer what is accepted already', () => {
    expect(acceptableCertificate(failed, 'aa')).toBeNull();
  });
});
