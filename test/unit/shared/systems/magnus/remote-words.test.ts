import { describe, expect, it } from 'vitest';
import { causesSaid } from '#shared/systems/magnus/remote-words.ts';

describe('the words of an answer', () => {
  it.each([
    ['jsonwebtoken', 'jwt expired', 'assertion-expired'],
    [
      'jjwt',
      'JWT expired at 2026-11-21T09:00:00Z. Current time: 2026-11-21T10:00:00Z, a difference of 3600000 milliseconds.  Allowed clock skew: 0 milliseconds.',
      'assertion-expired',
    ],
    ['PyJWT', 'Signature has expired', 'assertion-expired'],
    ['java-jwt', 'The Token has expired on 2026-11-21T09:00:00Z.', 'assertion-expired'],
    ['jose', '"exp" claim timestamp check failed', 'assertion-expired'],
    ['golang-jwt', 'token is expired by 2h57m47s', 'assertion-expired'],
    ['google-auth', 'Token used too late, 1795262400 > 1795258800.', 'assertion-expired'],
    ['Envoy', 'Jwt is expired', 'assertion-expired'],
    ['jsonwebtoken', 'jwt not active', 'token-not-yet-valid'],
    ['PyJWT', 'The token is not yet valid (iat)', 'token-not-yet-valid'],
    ['jjwt', 'JWT must not be accepted before 2026-11-21T10:25:19Z.', 'token-not-yet-valid'],
    ['java-jwt', "The Token can't be used before 2026-11-21T11:00:00Z.", 'token-not-yet-valid'],
    ['golang-jwt', 'token used before issued', 'token-not-yet-valid'],
    ['Nimbus', 'JWT before use time', 'token-not-yet-valid'],
    ['google-auth', 'Expiration time too far in future: 1795348800', 'assertion-lifetime-too-long'],
    ['Google', 'Invalid JWT: Token must be a short-lived token (60 minutes)', 'assertion-lifetime-too-long'],
    ['jsonwebtoken', 'invalid algorithm', 'algorithm-not-rs256'],
    ['golang-jwt', 'signing method HS256 is invalid', 'algorithm-not-rs256'],
    ['jose', '"alg" (Algorithm) Header Parameter value not allowed', 'algorithm-not-rs256'],
    ['jsonwebtoken', 'invalid signature', 'token-signature-invalid'],
    [
      'jjwt',
      'JWT signature does not match locally computed signature. JWT validity cannot be asserted and should not be trusted.',
      'token-signature-invalid',
    ],
    ['PyJWT', 'Signature verification failed', 'token-signature-invalid'],
    ['Google', 'Invalid JWT Signature.', 'token-signature-invalid'],
    ['jsonwebtoken', 'jwt must be provided', 'assertion-missing'],
    ['jsonwebtoken', 'jwt malformed', 'token-malformed'],
    ['golang-jwt', 'token is malformed: token contains an invalid number of segments', 'token-malformed'],
    ['google-auth', 'Wrong number of segments in token', 'token-malformed'],
    ['Ably', 'Invalid token; iat must be specified', 'assertion-seconds-expected'],
    ['jsonwebtoken', 'invalid exp value: not a number', 'assertion-seconds-expected'],
    ['jsonwebtoken', 'jwt issuer invalid. expected: someone', 'issuer-not-registered'],
    ['Envoy', 'Jwt issuer is not configured', 'issuer-not-registered'],
    ['practice system', 'Parameter 2 is owned by the workflow and cannot be overridden.', 'payload-invalid'],
  ])('of %s, “%s”, mean %s', (_who, words, cause) => {
    expect([...causesSaid(words), 'nothing'][0]).toBe(cause);
  });

  it.each([
    '',
    'Invalid request.',
    'Invalid JWT',
    'Malformed request',
    'Timeout after 3000 milliseconds',
    'The value is larger than expected',
    'Your session has expired',
    'The license has expired',
    'invalid_grant: Token has been expired or revoked.',
    'Missing required parameter: c',
    'Bad Request',
    'The server is starting',
    'Ungültige Anfrage',
  ])('mean nothing in “%s”', (words) => {
    expect([...causesSaid(words)]).toEqual([]);
  });
});
