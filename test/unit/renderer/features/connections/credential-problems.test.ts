import { describe, expect, it } from 'vitest';
import type { AssertionCredential, Credential } from '#shared/model/credential.ts';
import { credentialOf, fieldsFor } from '../../../../../renderer/features/connections/credential-fields.ts';
import { credentialProblems, isBlocked } from '../../../../../renderer/features/connections/credential-problems.ts';
import { adviceOf, errorOf } from '../../../../../renderer/features/connections/problem-of-field.ts';

const fieldsIn = (problems: readonly { field: string }[]) => problems.map(({ field }) => field);
const magnus: AssertionCredential = {
  kind: 'assertion',
  algorithm: 'RS256',
  keyId: '',
  issuer: 'a@b.iam.gserviceaccount.com',
  subject: '',
  audience: '',
  lifetimeSeconds: 3600,
  backDateSeconds: 60,
  extraClaims: '',
  placement: { in: 'body-property', property: 'jwt' },
};

describe('credentialProblems', () => {
  it('names what a client lacks, and an address that is none', () => {
    const blank = credentialOf(fieldsFor('sap-workflow'));
    expect(fieldsIn(credentialProblems(blank, 'sap-workflow'))).toEqual(['tokenUrl', 'clientId']);
    const client = { ...blank, clientId: 'c', tokenUrl: 'login.example/oauth/token' } as Credential;
    expect(errorOf(credentialProblems(client, 'sap-workflow'), 'tokenUrl')).toContain('https://');
  });

  it('finds nothing wrong with an assertion as Magnus wants it', () => {
    expect(credentialProblems(magnus, 'magnus')).toEqual([]);
  });

  it('holds an assertion to Magnus’ rules', () => {
    const problems = credentialProblems(
      { ...magnus, algorithm: 'ES256', lifetimeSeconds: 3601, issuer: 'me' },
      'magnus',
    );
    expect(fieldsIn(problems).toSorted()).toEqual(['algorithm', 'issuer', 'lifetimeSeconds']);
    expect(isBlocked(problems)).toBe(true);
  });

  it('only advises where another server might accept it', () => {
    const problems = credentialProblems({ ...magnus, lifetimeSeconds: 7200 }, 'generic-http');
    expect(isBlocked(problems)).toBe(false);
    expect(adviceOf(problems, 'lifetimeSeconds')).toContain('3600');
    expect(errorOf(problems, 'lifetimeSeconds')).toBeUndefined();
  });

  it('says one thing of a span that is no number', () => {
    const problems = credentialProblems({ ...magnus, lifetimeSeconds: Number.NaN }, 'magnus');
    expect(problems).toHaveLength(1);
    expect(problems[0]?.sentence).toContain('whole number');
  });

  it('says where JSON goes wrong', () => {
    expect(errorOf(credentialProblems({ ...magnus, extraClaims: '{ "a": }' }, 'magnus'), 'extraClaims')).toMatch(
      /^Line 1, column 8: /,
    );
  });

  it('refuses a user name with a colon', () => {
    const basic: Credential = { kind: 'basic', username: 'je:ns', keepsSession: false };
    expect(fieldsIn(credentialProblems(basic, 'process-server'))).toEqual(['username']);
  });
});
