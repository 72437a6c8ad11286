import { describe, expect, it } from 'vitest';
import type { CauseId } from '#shared/model/cause.ts';
import { sentAt } from '../exchange-builder.ts';
import {
  challenge,
  confidenceIn,
  dateAt,
  invalid,
  named,
  now,
  refusedCall,
  type Sample,
  sent,
  tokenOf,
} from './http-samples.ts';

describe('a cause that is not there is not named', () => {
  const near: [what: string, cause: CauseId, atMost: string, sample: Sample][] = [
    [
      'an end just passed, within what services allow',
      'token-expired',
      'likely',
      { headers: dateAt(0), exchange: { token: tokenOf({ exp: now - 20 }) } },
    ],
    [
      'an end passed by this machine’s clock alone',
      'token-expired',
      'likely',
      { exchange: { token: tokenOf({ exp: now - 3_600 }, { fetchedAt: sentAt + 1 }) } },
    ],
    [
      'an end in the future, and a word that contradicts it',
      'token-expired',
      'likely',
      { body: invalid('Jwt is expired'), headers: dateAt(0) },
    ],
    ['a token in time', 'token-expired', 'none', { headers: dateAt(0) }],
    [
      'a 401 of a transcript without its time',
      'clock-skew',
      'none',
      { headers: dateAt(-40 * 86_400), exchange: { token: tokenOf({}) } },
    ],
    ['a difference of clocks that the token does not care about', 'clock-skew', 'none', { headers: dateAt(300) }],
    [
      'a Date that a second was lost in',
      'clock-skew',
      'none',
      { headers: dateAt(-1), exchange: { token: tokenOf({ iat: now }) } },
    ],
    [
      'a begin within the minute',
      'token-not-yet-valid',
      'likely',
      { headers: dateAt(0), exchange: { token: tokenOf({ nbf: now + 20 }) } },
    ],
    [
      'a begin that has passed',
      'token-not-yet-valid',
      'none',
      { headers: dateAt(0), exchange: { token: tokenOf({ nbf: now - 20 }) } },
    ],
    [
      'the certificate endpoint of the same tenant',
      'token-wrong-tenant',
      'possible',
      {
        exchange: {
          token: tokenOf({ iss: 'https://acme-dev.authentication.cert.eu10.hana.ondemand.com/oauth/token' }),
        },
      },
    ],
    ['words about the audience', 'token-wrong-tenant', 'none', { headers: challenge('The aud claim is not valid') }],
    ['words about the issuer', 'token-wrong-audience', 'none', { headers: challenge('The iss claim is not valid') }],
    [
      'an audience of the successor',
      'token-wrong-audience',
      'possible',
      { exchange: { token: tokenOf({ aud: ['sb-1234!b5|xsuaa!b99', 'uaa'] }) } },
    ],
    [
      'an expired token, which PyJWT words by its signature',
      'token-signature-invalid',
      'none',
      { body: '{"detail":"Signature has expired"}' },
    ],
    ['words about the issuer', 'token-signature-invalid', 'none', { headers: challenge('The iss claim is not valid') }],
    [
      'an encrypted token, whole and unreadable',
      'token-malformed',
      'none',
      { exchange: { token: null, clues: sent('bearer', 'opaque') } },
    ],
    [
      'a placeholder',
      'token-malformed',
      'none',
      {
        body: invalid('Cannot convert access token to JSON'),
        exchange: { token: null, clues: sent('bearer', 'placeholder') },
      },
    ],
    ['an opaque token', 'token-missing', 'none', { exchange: { token: null, clues: sent('bearer', 'opaque') } }],
    [
      'a header whose shape is not known',
      'token-missing',
      'none',
      {
        exchange: {
          token: null,
          request: {
            method: 'GET',
            url: 'https://x.example/',
            headers: [{ name: 'AUTHORIZATION', value: 'Bearer ‹token a1f3›' }],
            body: null,
            bodyBytes: 0,
          },
        },
      },
    ],
    [
      'a bare token that the service did read',
      'bearer-prefix-missing',
      'none',
      { body: invalid('Jwt expired at 2026-11-21T09:00:00Z'), exchange: { clues: sent('', 'jwt') } },
    ],
    ['a token with its word', 'bearer-prefix-missing', 'none', {}],
    [
      'two verdicts at once',
      'token-wrong-audience',
      'likely',
      { headers: challenge("The audience 'x' is invalid; The issuer 'y' is invalid") },
    ],
    ['a choice of two', 'token-wrong-tenant', 'likely', { body: invalid('Invalid issuer or audience') }],
    ['missing or invalid', 'token-missing', 'none', { body: invalid('Missing or invalid token') }],
    [
      'a begin that only one clock has not reached',
      'token-not-yet-valid',
      'likely',
      { headers: dateAt(-600), exchange: { token: tokenOf({ nbf: now - 5 }) } },
    ],
  ];
  const ranks = ['none', 'possible', 'likely', 'certain'];

  it.each(near)('%s: %s is at most %s', (_what, cause, atMost, sample) => {
    expect(ranks.indexOf(confidenceIn(refusedCall(sample), cause))).toBeLessThanOrEqual(ranks.indexOf(atMost));
  });

  it('in a 403 that does not speak of the token', () => {
    const refused = refusedCall({
      status: 403,
      body: '{"error":{"message":"User does not have sufficient privileges."}}',
    });
    expect(named(refused).some((one) => one.startsWith('token-') && !one.startsWith('token-older'))).toBe(false);
  });
});
