import { describe, expect, it } from 'vitest';
import { connection } from '../exchange-builder.ts';
import {
  challenge,
  dateAt,
  explain,
  invalid,
  now,
  old,
  type Row,
  refusedCall,
  sent,
  tokenOf,
  untold,
} from './http-samples.ts';

describe('a call answered 401 by SAP Workflow', () => {
  const rows: Row[] = [
    // SAP java-security JwtTimestampValidator, UAA TokenValidation, Spring Security's NimbusJwtDecoder.
    [
      'SAP’s library with the service’s own time',
      'token-expired',
      'certain',
      {
        body: invalid('Jwt expired at 2026-11-21T09:00:00Z, time now: 2026-11-21T10:00:00Z'),
        exchange: { token: old },
      },
    ],
    [
      'UAA, quoting the token',
      'token-expired',
      'certain',
      { body: invalid('Access token expired: eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjF9.sig'), exchange: { token: old } },
    ],
    [
      'Spring’s challenge in another case',
      'token-expired',
      'certain',
      {
        headers: {
          'www-authenticate':
            'bearer ERROR="invalid_token", error_description="An error occurred while attempting to decode the Jwt: Jwt expired at 2026-11-21T09:00:00Z"',
        },
        exchange: { token: old },
      },
    ],
    [
      'no word, and the end passed by the service’s clock',
      'token-expired',
      'certain',
      { headers: dateAt(0), exchange: { token: old } },
    ],
    [
      'a page, and the end passed',
      'token-expired',
      'likely',
      {
        body: '<html><head><title>401 Authorization Required</title></head></html>',
        headers: dateAt(0),
        exchange: { token: old },
      },
    ],
    [
      'an opaque token of a pasted kind, in German',
      'token-expired',
      'certain',
      { body: '{"message":"Das Token ist abgelaufen"}', exchange: { token: null, clues: sent('bearer', 'opaque') } },
    ],
    [
      'SAP’s library before the begin',
      'token-not-yet-valid',
      'certain',
      {
        body: invalid('Jwt cannot be accepted before 2026-11-21T11:00:00Z, time now: 2026-11-21T10:00:00Z'),
        exchange: { token: tokenOf({ nbf: now + 3_600 }) },
      },
    ],
    [
      'ASP.NET before the begin',
      'token-not-yet-valid',
      'certain',
      {
        headers: challenge("The token is not valid before '11/21/2026 11:00:00'"),
        exchange: { token: tokenOf({ nbf: now + 3_600 }) },
      },
    ],
    [
      'no word, and a begin in the future',
      'token-not-yet-valid',
      'certain',
      { headers: dateAt(1), exchange: { token: tokenOf({ nbf: String(now + 3_600) }) } },
    ],
    // XsuaaJwtIssuerValidator, Spring's JwtIssuerValidator, Envoy jwt_authn.
    [
      'SAP’s library about the issuer',
      'token-wrong-tenant',
      'likely',
      {
        body: invalid(
          "Issuer is not trusted because 'jku' 'https://acme.authentication.us10.hana.ondemand.com/token_keys' does not match uaa domain",
        ),
      },
    ],
    [
      'Spring about the issuer',
      'token-wrong-tenant',
      'likely',
      { headers: challenge('An error occurred while attempting to decode the Jwt: The iss claim is not valid') },
    ],
    [
      'claims of another subaccount',
      'token-wrong-tenant',
      'likely',
      {
        exchange: { token: tokenOf({}) },
        input: {
          connection: { ...connection, identity: { ...connection.identity, subaccountId: 'another-subaccount' } },
        },
      },
    ],
    [
      'claims of another landscape',
      'token-wrong-tenant',
      'likely',
      {
        exchange: { token: tokenOf({ iss: 'https://acme.authentication.us10.hana.ondemand.com/oauth/token' }) },
        input: { connection: null },
      },
    ],
    // JwtAudienceValidator, Spring's aud, Envoy.
    [
      'SAP’s library about the audience',
      'token-wrong-audience',
      'certain',
      {
        body: invalid(
          'Jwt token with audience [uaa, sb-other!t7] is not issued for these clientIds: [workflow!b10150].',
        ),
      },
    ],
    [
      'Spring about the audience',
      'token-wrong-audience',
      'certain',
      { headers: challenge('The aud claim is not valid') },
    ],
    [
      'audiences without the service',
      'token-wrong-audience',
      'likely',
      { exchange: { token: tokenOf({ aud: ['uaa', 'other!t7', 'sb-other!t7'] }) } },
    ],
    // JwtSignatureValidator, Nimbus, UAA.
    [
      'SAP’s library about the signature',
      'token-signature-invalid',
      'certain',
      {
        body: invalid(
          'Signature of Jwt Token is not valid: the identity provided by the JSON Web Token Key can not be verified.',
        ),
      },
    ],
    [
      'Nimbus about the signature',
      'token-signature-invalid',
      'certain',
      {
        headers: challenge(
          'An error occurred while attempting to decode the Jwt: Signed JWT rejected: Invalid signature',
        ),
      },
    ],
    [
      'UAA about the signature',
      'token-signature-invalid',
      'certain',
      { body: invalid('Could not verify token signature.') },
    ],
    [
      'Nimbus without a key for it',
      'token-signature-invalid',
      'likely',
      { headers: challenge('Signed JWT rejected: Another algorithm expected, or no matching key(s) found') },
    ],
    [
      'a signature cut short',
      'token-signature-invalid',
      'likely',
      { exchange: { clues: sent('bearer', 'jwt', 'its signature is cut short') } },
    ],
    [
      'the old Spring of a whole token',
      'token-signature-invalid',
      'likely',
      { body: invalid('Cannot convert access token to JSON') },
    ],
    // UAA and Spring of what does not decode.
    [
      'UAA of half a token',
      'token-malformed',
      'certain',
      {
        body: invalid('Invalid token (could not decode): eyJhbGci'),
        exchange: { token: null, clues: sent('bearer', 'damaged-jwt', 'one part of three') },
      },
    ],
    [
      'quotation marks around it',
      'token-malformed',
      'certain',
      { exchange: { token: null, clues: sent('bearer', 'damaged-jwt', 'in quotation marks') } },
    ],
    [
      'Spring of what it cannot read',
      'token-malformed',
      'certain',
      { headers: challenge('Bearer token is malformed'), exchange: { token: null, clues: sent('bearer', 'opaque') } },
    ],
    // RFC 6750, 2.1 and 3.1; UAA's entry point.
    [
      'the token without its word',
      'bearer-prefix-missing',
      'certain',
      {
        body: '{"error":"unauthorized","error_description":"Full authentication is required to access this resource"}',
        exchange: { clues: sent('', 'jwt') },
      },
    ],
    [
      'the word and the token run together',
      'bearer-prefix-missing',
      'certain',
      { exchange: { token: null, clues: sent('', 'damaged-jwt', 'the scheme and the token run together') } },
    ],
    [
      'a colon after the word',
      'bearer-prefix-missing',
      'likely',
      { exchange: { clues: sent('bearer', 'jwt', 'a colon after the scheme') } },
    ],
    [
      'another word',
      'bearer-prefix-missing',
      'likely',
      { headers: { 'WWW-Authenticate': 'Bearer' }, exchange: { clues: sent('token', 'jwt') } },
    ],
    [
      'no header',
      'token-missing',
      'certain',
      {
        body: '{"error":"unauthorized","error_description":"Full authentication is required to access this resource"}',
        exchange: untold,
      },
    ],
    ['no header and no word', 'token-missing', 'certain', { exchange: untold }],
    [
      'no header, in an import',
      'token-missing',
      'likely',
      { exchange: { ...untold, connectionId: null }, input: { connection: null } },
    ],
    [
      'a placeholder',
      'token-missing',
      'certain',
      {
        body: invalid('Cannot convert access token to JSON'),
        exchange: { token: null, clues: sent('bearer', 'placeholder') },
      },
    ],
    ['a scheme and no more', 'token-missing', 'certain', { exchange: { token: null, clues: sent('bearer', 'empty') } }],
    [
      'left behind by a redirect',
      'token-missing',
      'certain',
      {
        headers: { 'WWW-Authenticate': 'Bearer' },
        exchange: {
          hops: [
            {
              method: 'GET',
              url: 'https://a.example/',
              status: 302,
              location: 'https://b.example/',
              dropped: ['authorization'],
            },
          ],
        },
      },
    ],
    // Date of RFC 9110, 6.6.1, against the token's times.
    [
      'the service ahead, and the end between',
      'clock-skew',
      'certain',
      { body: invalid('Jwt is expired'), headers: dateAt(7_200), exchange: { token: tokenOf({ exp: now + 3_600 }) } },
    ],
    [
      'the service behind, and the issue between',
      'clock-skew',
      'certain',
      {
        body: invalid('The token is not yet valid (iat)'),
        headers: dateAt(-600),
        exchange: { token: tokenOf({ iat: now - 5, nbf: now - 5 }) },
      },
    ],
    [
      'the service ahead, and no word',
      'clock-skew',
      'likely',
      { headers: dateAt(7_200), exchange: { token: tokenOf({ exp: now + 3_600 }) } },
    ],
    [
      'words about the issuer, and claims of another subaccount',
      'token-wrong-tenant',
      'certain',
      {
        headers: challenge('The iss claim is not valid'),
        input: {
          connection: { ...connection, identity: { ...connection.identity, subaccountId: 'another-subaccount' } },
        },
      },
    ],
    [
      'a placeholder in an import',
      'token-missing',
      'likely',
      { exchange: { token: null, clues: sent('bearer', 'placeholder'), connectionId: null } },
    ],
    [
      'half a token in an import',
      'token-malformed',
      'likely',
      { exchange: { token: null, clues: sent('bearer', 'damaged-jwt', 'one part of three'), connectionId: null } },
    ],
    [
      'an issue in the future of both clocks',
      'token-not-yet-valid',
      'likely',
      {
        body: invalid('Jwt used before 2026-11-21T11:00:00Z'),
        headers: dateAt(0),
        exchange: { token: tokenOf({ iat: now + 3_600, nbf: now + 3_600 }) },
      },
    ],
  ];

  it.each(rows)('%s: %s, %s', (_what, cause, confidence, sample) => {
    const report = explain(refusedCall(sample));
    expect(report.findings[0]).toMatchObject({ cause, confidence });
    expect(report.stoppedAt).toBe('token');
  });
});
