import { describe, expect, it } from 'vitest';
import { assertionClaims } from '#shared/jwt/assertion-claims.ts';
import { assertionProblems } from '#shared/jwt/assertion-rules.ts';
import type { AssertionCredential } from '#shared/model/credential.ts';

const right: AssertionCredential = {
  kind: 'assertion',
  algorithm: 'RS256',
  keyId: '',
  issuer: 'runner@acme.iam.gserviceaccount.com',
  subject: '',
  audience: '',
  lifetimeSeconds: 3_600,
  backDateSeconds: 60,
  extraClaims: '',
  placement: { in: 'body-property', property: 'jwt' },
};
const atTokenEndpoint = {
  in: 'client-assertion',
  tokenUrl: 'https://a.test/token',
  clientId: 'me',
  scope: '',
} as const;

const magnus = (changes: Partial<AssertionCredential>) =>
  assertionProblems({ ...right, ...changes }, 'magnus').map(({ field, confidence }) => [field, confidence]);
const general = (changes: Partial<AssertionCredential>) =>
  assertionProblems({ ...right, ...changes }, 'generic-http').map(({ field, confidence }) => [field, confidence]);

describe('assertionClaims', () => {
  it('writes the claims in their order, times in whole seconds, what is empty left out', () => {
    const credential = { ...right, keyId: 'k1', audience: 'you', extraClaims: '{"scope":"a b","z":[1]}' };
    const { header, claims } = assertionClaims(credential, 1_795_255_200_999);
    expect(JSON.stringify(header)).toBe('{"alg":"RS256","typ":"JWT","kid":"k1"}');
    expect(JSON.stringify(claims)).toBe(
      '{"iss":"runner@acme.iam.gserviceaccount.com","aud":"you","iat":1795255140,"exp":1795258740,"scope":"a b","z":[1]}',
    );
  });

  it('lets no further claim replace one with a field of its own', () => {
    const { claims } = assertionClaims({ ...right, extraClaims: '{"exp":1,"iss":"x","__proto__":{"a":1}}' }, 0);
    expect(claims).toMatchObject({ iss: right.issuer, iat: -60, exp: 3_540 });
    expect(Object.getPrototypeOf(claims)).toBe(Object.prototype);
  });
});

describe('the rules of Magnus', () => {
  it('are met by what its documentation asks for', () => {
    expect(magnus({})).toEqual([]);
  });

  it.each([
    ['another algorithm', { algorithm: 'PS256' }, 'algorithm'],
    ['an issuer that is no service account', { issuer: 'me@example.com' }, 'issuer'],
    ['a look-alike issuer', { issuer: 'me@evilgserviceaccount.com' }, 'issuer'],
    ['no issuer', { issuer: '' }, 'issuer'],
    ['more than an hour', { lifetimeSeconds: 3_601 }, 'lifetimeSeconds'],
    ['another place', { placement: { in: 'authorization-header' } }, 'placement'],
    ['a date so far back that it has expired', { lifetimeSeconds: 60 }, 'backDateSeconds'],
  ] as const)('refuse %s for certain', (_, changes, field) => {
    expect(magnus(changes)).toEqual([[field, 'certain']]);
  });

  it('tell milliseconds from a lifetime that is too long', () => {
    const [problem] = assertionProblems({ ...right, lifetimeSeconds: 3_600_000 }, 'magnus');
    expect(problem?.mend).toBe('It is counted in seconds, not in milliseconds.');
  });
});

describe('the rules for other systems', () => {
  it('only doubt what a server may accept', () => {
    expect(general({ algorithm: 'ES256', issuer: 'anyone' })).toEqual([]);
    expect(general({ issuer: '', lifetimeSeconds: 7_200 })).toEqual([
      ['issuer', 'likely'],
      ['lifetimeSeconds', 'likely'],
    ]);
  });

  it('ask for what RFC 7523 asks for at a token endpoint', () => {
    expect(general({ placement: atTokenEndpoint })).toEqual([
      ['audience', 'likely'],
      ['subject', 'likely'],
    ]);
    const complete = { issuer: 'me', subject: 'me', audience: 'https://a.test/token' };
    expect(general({ ...complete, placement: atTokenEndpoint })).toEqual([]);
  });

  it('are certain of a key that cannot sign with the algorithm', () => {
    const key = { algorithm: 'EC P-256', signsWith: ['ES256' as const] };
    expect(assertionProblems(right, 'generic-http', key)).toMatchObject([
      { field: 'algorithm', confidence: 'certain', mend: 'Choose ES256, or another key.' },
    ]);
  });

  it.each([
    ['{"a":1', 'The text ends, but the { of line 1 is still open.'],
    ['[1]', 'Further claims have to be a JSON object.'],
    ['{"exp":1}', '`exp` has a field of its own.'],
    ['{"nbf":1795255200000}', '`nbf` is in milliseconds; RFC 7519 wants seconds.'],
  ])('are certain of further claims like %s', (extraClaims, sentence) => {
    expect(assertionProblems({ ...right, extraClaims }, 'generic-http')).toMatchObject([
      { field: 'extraClaims', confidence: 'certain', sentence },
    ]);
  });
});
