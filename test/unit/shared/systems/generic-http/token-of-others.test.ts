import { describe, expect, it } from 'vitest';
import { noClues } from '#shared/model/clues.ts';
import { connection, sentAt } from '../exchange-builder.ts';
import {
  challenge,
  claims,
  confidenceIn,
  dateAt,
  explain,
  genericCall,
  invalid,
  jwtSent,
  named,
  old,
  type Row,
  refusedCall,
  sent,
  tokenOf,
} from './http-samples.ts';

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
    ['Envoy', 'token-wrong-tenant', 'likely', { body: 'Jwt issuer is not configured', exchange: bearer }],
    [
      'ASP.NET',
      'token-wrong-tenant',
      'likely',
      {
        headers: challenge("The issuer 'https://sts.windows.net/60e0ab8b-8c8d-4eef-b9c2-f9cb65535c28/' is invalid"),
        exchange: bearer,
      },
    ],
    [
      'jose',
      'token-wrong-tenant',
      'likely',
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
    [
      'Spring’s resource id by 403',
      'token-wrong-audience',
      'certain',
      {
        status: 403,
        body: '{"error":"access_denied","error_description":"Invalid token does not contain resource id (orders)"}',
        exchange: bearer,
      },
    ],
  ];

  it.each(rows)('%s says %s: %s', (_what, cause, confidence, sample) => {
    expect(explain(genericCall(sample)).findings[0]).toMatchObject({ cause, confidence });
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
