import { describe, expect, it } from 'vitest';
import type { CauseId } from '#shared/model/cause.ts';
import { noClues } from '#shared/model/clues.ts';
import { connection, sentAt } from '../exchange-builder.ts';
import {
  claims,
  confidenceIn,
  dateAt,
  explain,
  genericCall,
  jwtSent,
  named,
  refusedCall,
  type Sample,
  seconds,
  tokenOf,
} from './http-samples.ts';

const now = seconds(sentAt);
const invalid = (description: string) => `{"error":"invalid_token","error_description":"${description}"}`;
const challenge = (description: string) => ({
  'WWW-Authenticate': `Bearer error="invalid_token", error_description="${description}", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"`,
});
const sent = (scheme: string, form: 'jwt' | 'damaged-jwt' | 'placeholder' | 'empty' | 'opaque', fault = '') => ({
  ...noClues,
  authorization: { scheme, form, fault, username: null },
});
const untold = { token: null, clues: noClues };
const old = tokenOf({ iat: now - 46_800, exp: now - 3_600 });

type Row = [what: string, cause: CauseId, confidence: string, sample: Sample];

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
      'certain',
      {
        body: invalid(
          "Issuer is not trusted because 'jku' 'https://acme.authentication.us10.hana.ondemand.com/token_keys' does not match uaa domain",
        ),
      },
    ],
    [
      'Spring about the issuer',
      'token-wrong-tenant',
      'certain',
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
  ];

  it.each(rows)('%s: %s, %s', (_what, cause, confidence, sample) => {
    const report = explain(refusedCall(sample));
    expect(report.findings[0]).toMatchObject({ cause, confidence });
    expect(report.stoppedAt).toBe('token');
  });
});

describe('a call answered 401 by another service', () => {
  const bearer = { clues: jwtSent };
  const rows: Row[] = [
    [
      'ASP.NET',
      'token-expired',
      'certain',
      { headers: challenge("The token expired at '11/21/2026 09:00:00'"), exchange: bearer },
    ],
    ['PyJWT', 'token-expired', 'certain', { body: '{"detail":"Signature has expired"}', exchange: bearer }],
    [
      'golang-jwt',
      'token-expired',
      'certain',
      { body: 'token has invalid claims: token is expired', exchange: bearer },
    ],
    [
      'jjwt in plain text',
      'token-expired',
      'certain',
      {
        body: 'JWT expired 3600000 milliseconds ago at 2026-11-21T09:00:00.000Z. Current time: 2026-11-21T10:00:00.000Z.',
        exchange: bearer,
      },
    ],
    [
      'IdentityModel',
      'token-expired',
      'certain',
      { body: '{"message":"IDX10223: Lifetime validation failed. The token is expired."}', exchange: bearer },
    ],
    [
      'RFC 6750’s own sentence',
      'token-expired',
      'likely',
      {
        headers: challenge('The access token provided is expired, revoked, malformed, or invalid for other reasons.'),
        exchange: bearer,
      },
    ],
    ['jsonwebtoken', 'token-not-yet-valid', 'certain', { body: '{"message":"jwt not active"}', exchange: bearer }],
    ['Envoy', 'token-wrong-tenant', 'certain', { body: 'Jwt issuer is not configured', exchange: bearer }],
    [
      'ASP.NET',
      'token-wrong-tenant',
      'certain',
      {
        headers: challenge("The issuer 'https://sts.windows.net/60e0ab8b-8c8d-4eef-b9c2-f9cb65535c28/' is invalid"),
        exchange: bearer,
      },
    ],
    [
      'jose',
      'token-wrong-tenant',
      'certain',
      { body: '{"error":"unexpected \\"iss\\" claim value"}', exchange: bearer },
    ],
    [
      'ASP.NET',
      'token-wrong-audience',
      'certain',
      { headers: challenge("The audience 'api://orders.example' is invalid"), exchange: bearer },
    ],
    ['Envoy', 'token-wrong-audience', 'certain', { body: 'Audiences in Jwt are not allowed', exchange: bearer }],
    [
      'Microsoft Graph',
      'token-wrong-audience',
      'certain',
      {
        body: '{"error":{"code":"InvalidAuthenticationToken","message":"Access token validation failure. Invalid audience."}}',
        exchange: bearer,
      },
    ],
    [
      'jsonwebtoken',
      'token-signature-invalid',
      'certain',
      { body: '{"message":"invalid signature"}', exchange: bearer },
    ],
    ['Envoy', 'token-signature-invalid', 'certain', { body: 'Jwt verification fails', exchange: bearer }],
    [
      'ASP.NET',
      'token-signature-invalid',
      'likely',
      { headers: challenge('The signature key was not found'), exchange: bearer },
    ],
    [
      'golang-jwt',
      'token-malformed',
      'likely',
      { body: 'token is malformed: token contains an invalid number of segments', exchange: bearer },
    ],
    ['Envoy', 'token-missing', 'certain', { body: 'Jwt is missing', exchange: {} }],
    [
      'a bare challenge',
      'token-missing',
      'likely',
      { headers: { 'WWW-Authenticate': 'Bearer realm="example"' }, exchange: {} },
    ],
    [
      'a bare JWT to an API that may take one',
      'bearer-prefix-missing',
      'likely',
      { exchange: { clues: sent('', 'jwt') } },
    ],
  ];

  it.each(rows)('%s says %s: %s', (_what, cause, confidence, sample) => {
    expect(explain(genericCall(sample)).findings[0]).toMatchObject({ cause, confidence });
  });
});

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

describe('a request that is signed otherwise', () => {
  it('is not said to carry a token with a wrong signature', () => {
    const body = '{"message":"The request signature we calculated does not match the signature you provided."}';
    const aws = {
      ...noClues,
      authorization: { scheme: 'aws4-hmac-sha256', form: 'opaque' as const, fault: '', username: null },
    };
    expect(confidenceIn(genericCall({ body, exchange: { clues: aws } }), 'token-signature-invalid')).toBe('none');
    expect(
      confidenceIn(genericCall({ body, exchange: { clues: sent('bearer', 'opaque') } }), 'token-signature-invalid'),
    ).toBe('likely');
  });
});

describe('a refused token of which nothing can be seen', () => {
  it('is met with what may be, and with the probes that tell', () => {
    const report = explain(refusedCall({}));
    expect(named(refusedCall({}))).toEqual([
      'token-wrong-tenant possible',
      'token-wrong-audience possible',
      'token-signature-invalid possible',
    ]);
    expect(report.probes.map(({ id }) => id)).toEqual(['renew-token', 'verify-token']);
  });

  it('is not repeated in a sentence when the service quotes it', () => {
    const token = 'eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3MDAwMDAwMDB9.c2lnbmF0dXJl';
    const report = explain(refusedCall({ body: invalid(`Invalid token (could not decode): ${token}`) }));
    expect(JSON.stringify(report)).not.toContain(token);
    expect(JSON.stringify(report)).toContain('could not decode): ‹token›');
  });

  it('keeps both when it has expired and the service names another fault', () => {
    const both = refusedCall({
      headers: { ...challenge('The aud claim is not valid'), ...dateAt(0) },
      exchange: { token: old },
    });
    expect(named(both).slice(0, 2)).toEqual(['token-wrong-audience certain', 'token-expired likely']);
  });

  it('is renewed by the connection, and by hand when the token was pasted', () => {
    const sample = { headers: dateAt(0), exchange: { token: old } };
    expect(explain(refusedCall(sample)).findings[0]?.mends[0]?.action).toEqual({ kind: 'renew-token' });
    const pasted = { ...connection, credential: { kind: 'bearer' as const } };
    expect(explain(refusedCall({ ...sample, input: { connection: pasted } })).findings[0]?.mends[0]?.action).toEqual({
      kind: 'open-connection',
    });
  });

  it('is compared by claims of any shape', () => {
    for (const odd of [null, 7, [], {}, 'x', [null], { a: 1 }]) {
      const strange = Object.fromEntries(Object.keys(claims).map((name) => [name, odd]));
      expect(
        explain(refusedCall({ exchange: { token: tokenOf(strange, { expiresAt: sentAt + 1 }) } })).findings.length,
      ).toBeGreaterThan(0);
    }
  });
});
