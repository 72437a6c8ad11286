import { describe, expect, it } from 'vitest';
import { noClues } from '#shared/model/clues.ts';
import { connection } from '../exchange-builder.ts';
import { challenge, explain, genericCall, invalid, named, refusedCall, type Sample, sent } from './http-samples.ts';

const basic: Sample['exchange'] = {
  token: null,
  clues: { ...noClues, authorization: { scheme: 'basic', form: 'user-password', fault: '', username: 'sb-clone' } },
};
const digest: Sample['exchange'] = {
  token: null,
  clues: { ...noClues, authorization: { scheme: 'digest', form: 'opaque', fault: '', username: null } },
};
/** Spring Security’s sentence, as SAP Workflow and UAA say it. */
const full = '{"error":"unauthorized","error_description":"Full authentication is required to access this resource"}';

describe('token-missing, of a password in place of a token', () => {
  it.each([
    ['SAP, id and secret as Basic', refusedCall({ body: full, exchange: basic })],
    ['SAP, without a word', refusedCall({ exchange: basic })],
    ['SAP, without a connection', refusedCall({ exchange: basic, input: { connection: null } })],
    ['a bare challenge (RFC 6750, 3.1)', genericCall({ headers: { 'www-authenticate': 'Bearer' }, exchange: basic })],
    ['Digest', genericCall({ headers: { 'WWW-Authenticate': 'bearer realm="x"' }, exchange: digest })],
  ])('%s', (_what, input) => {
    expect(named(input)[0]).toBe('token-missing likely');
    expect(explain(input).findings[0]?.sentence).toMatch(
      /carried user name and password \((?:Basic|Digest)\) in place/,
    );
    expect(explain(input).stoppedAt).toBe('token');
  });

  it('takes the header out where a connection would log in', () => {
    const { findings } = explain(refusedCall({ exchange: basic, input: { connection } }));
    expect(findings[0]?.mends[0]?.action).toEqual({ kind: 'remove-header', name: 'Authorization' });
  });

  it.each([
    [
      'a service that takes both',
      genericCall({ headers: { 'WWW-Authenticate': 'Bearer, Basic realm="x"' }, exchange: basic }),
    ],
    ['a service that says nothing', genericCall({ exchange: basic })],
    ['a service that takes passwords', genericCall({ headers: { 'WWW-Authenticate': 'Basic' }, exchange: basic })],
    ['a token behind the wrong word', refusedCall({ exchange: { token: null, ...sent('basic', 'jwt') } })],
  ])('is not said of %s', (_what, input) => {
    expect(named(input).join()).not.toContain('token-missing');
  });
});

describe('the check of a signature', () => {
  const holds = {
    isValid: true,
    sentence: 'Verified: RS256 over header and claims, by the RSA key k1.',
    keyChoice: '',
  };
  const wrong = {
    isValid: false,
    sentence: 'Wrong key: the signature was made with another one, or was itself changed.',
    keyChoice: 'no key of that kid; 2 keys tried',
  };
  const broken = [
    wrong.sentence,
    'Tampered with: the signature was made with this key, but over another header or other claims.',
    'The signature is missing: there is nothing behind the second dot.',
    'The header says alg none: the token is not signed at all, and anybody could have written it.',
  ];

  it.each(broken)('proves that it does not hold: %s', (sentence) => {
    const verification = { ...wrong, sentence };
    const report = explain(refusedCall({ input: { verification } }));
    expect(report.findings[0]).toMatchObject({ cause: 'token-signature-invalid', confidence: 'certain' });
    expect(report.findings[0]?.evidence).toContainEqual({ text: sentence, source: 'check of the signature' });
  });

  it.each([
    'The JWKS could not be fetched. The name cannot be found.',
    'There is no JWT to check yet: get a token first.',
    'RS256 needs an RSA key, and the key is EC.',
  ])('says nothing when it came to nothing: %s', (sentence) => {
    const verification = { isValid: false, sentence, keyChoice: '' };
    expect(named(refusedCall({ input: { verification } }))).toEqual(named(refusedCall({})));
  });

  it('clears the signature that holds', () => {
    expect(named(refusedCall({})).join()).toContain('token-signature-invalid');
    expect(named(refusedCall({ input: { verification: holds } })).join()).not.toContain('token-signature-invalid');
  });

  it('finds another issuer behind a service that refuses a signature that holds', () => {
    const headers = challenge('Invalid signature');
    const found = named(refusedCall({ body: invalid('Invalid signature'), headers, input: { verification: holds } }));
    expect(found[0]).toBe('token-wrong-tenant likely');
    expect(found.join()).not.toContain('token-signature-invalid');
  });

  it('is not what a call without a token lacks', () => {
    const exchange = { token: null, clues: noClues };
    expect(named(refusedCall({ exchange, input: { verification: wrong } }))[0]).toContain('token-missing');
  });

  it('is likely only behind a gateway’s page', () => {
    const body = '<!doctype html><html><body>401</body></html>';
    expect(named(refusedCall({ body, input: { verification: wrong } }))).toContain('token-signature-invalid likely');
  });
});

describe('a body that is too large for a service nothing is known of', () => {
  const page = '<html><head><title>413 Request Entity Too Large</title></head><body></body></html>';
  it.each([
    ['nginx', page],
    ['Express', 'PayloadTooLargeError: request entity too large'],
    ['nobody’s words (RFC 9110, 15.5.14)', null],
  ])('is likely by 413 of %s', (_what, body) => {
    expect(named(genericCall({ status: 413, body }))[0]).toBe('body-too-large likely');
  });

  it.each([
    ['400', 400],
    ['431, which is about headers', 431],
  ])('is not said of %s', (_what, status) => {
    expect(named(genericCall({ status, body: null })).join()).not.toContain('body-too-large');
  });
});
