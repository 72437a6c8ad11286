import { describe, expect, it } from 'vitest';
import type { CauseId } from '#shared/model/cause.ts';
import { noClues } from '#shared/model/clues.ts';
import { call, failureOf, inputOf, login, responseOf, sentAt, tokenState } from '../exchange-builder.ts';
import { confidenceIn, dateAt, explain, named, refusedLogin, type Sample } from './http-samples.ts';
import { at, certHost, day, error, failedLogins, page, secret, x509 } from './login-samples.ts';

describe('a login that failed', () => {
  it.each(failedLogins)('as %s words it is %s, %s', (_what, cause, confidence, sample) => {
    const report = explain(refusedLogin(sample));
    expect(report.findings[0]).toMatchObject({ cause, confidence });
  });

  it.each(failedLogins)('as %s words it is %s on the token call itself', (_what, cause, _confidence, sample) => {
    const { tokenExchange, tokenBodyText, connection } = refusedLogin(sample);
    if (tokenExchange === null) throw new Error('there is a token call');
    expect(explain(inputOf(tokenExchange, { bodyText: tokenBodyText, connection })).findings[0]?.cause).toBe(cause);
  });

  it.each(failedLogins.filter(([, cause]) => cause !== 'client-certificate-expired'))(
    'as %s words it is %s for a service nothing is known of, and in an import without a connection',
    (_what, cause, _confidence, sample) => {
      const input = refusedLogin(sample);
      const generic = { ...input, exchange: { ...input.exchange, system: 'generic-http' as const } };
      expect(explain(generic).findings[0]?.cause).toBe(cause);
      const isOfConnection = cause === 'token-endpoint-wrong' && sample.input !== undefined;
      if (!isOfConnection) expect(explain({ ...generic, connection: null }).findings[0]?.cause).toBe(cause);
    },
  );
});

describe('a login that another way would have saved', () => {
  const spoilt = refusedLogin({
    body: error('unauthorized', 'Bad credentials'),
    exchange: secret('basic', true, false),
  });
  const other = { exchange: login({ id: 't0', token: tokenState([]), ...secret('body', true, true) }), bodyText: null };

  it('is proven by a neighbour of the same client that got a token', () => {
    expect(named({ ...spoilt, neighbours: [other] })[0]).toBe('client-secret-plus-sign certain');
  });

  it('is not proven by one of another client, another endpoint, or without a token', () => {
    const strange = { exchange: { ...other.exchange, connectionId: 'c9' }, bodyText: null };
    const elsewhere = { exchange: { ...other.exchange, ...at('https://b.example/oauth/token') }, bodyText: null };
    const failed = { exchange: { ...other.exchange, token: null, response: responseOf(401) }, bodyText: null };
    expect(named({ ...spoilt, neighbours: [strange, elsewhere, failed] })[0]).toBe('client-secret-plus-sign likely');
  });

  it('is mended by sending the secret in the body', () => {
    expect(explain(spoilt).findings[0]?.mends[0]?.action).toEqual({
      kind: 'client-authentication',
      clientAuthentication: 'post-body',
    });
    expect(named(spoilt)).toEqual([
      'client-secret-plus-sign likely',
      'client-secret-rejected likely',
      'client-unknown possible',
    ]);
  });

  it('names the other endpoint of the key', () => {
    const sample = {
      body: error('unauthorized', 'Bad credentials'),
      exchange: { ...certHost, ...secret('body', false, true) },
    };
    expect(explain(refusedLogin(sample)).findings[0]?.mends[0]?.action).toEqual({
      kind: 'token-url',
      tokenUrl: 'https://acme.authentication.eu10.hana.ondemand.com/oauth/token',
    });
  });
});

describe('a login of which only the call’s failure is known', () => {
  const told = (sentence: string, code = 'LOGIN_REFUSED') =>
    inputOf(call({ response: null, peer: null, token: null, failure: { code, phase: 'login', sentence } }));

  it('is explained by its sentence, and never for certain', () => {
    expect(named(told('The token endpoint answered 400: invalid_scope, Invalid scopes: x.'))[0]).toBe(
      'scope-invalid likely',
    );
    expect(named(told('The token endpoint answered 401: unauthorized, Bad credentials.'))[0]).toBe(
      'client-secret-rejected likely',
    );
    expect(named(told('The token endpoint answered 200 with JSON that has no access_token.'))[0]).toBe(
      'token-response-without-token likely',
    );
  });

  it('is paused until the token endpoint wants to be asked again', () => {
    expect(named(told('It was not called.', 'LOGIN_RATE_LIMITED'))).toEqual(['token-rate-limited certain']);
  });
});

describe('a cause that is not there is not named', () => {
  const near: [what: string, cause: CauseId, atMost: string, sample: Sample][] = [
    [
      'a plus that is encoded',
      'client-secret-plus-sign',
      'none',
      { body: error('unauthorized', 'Bad credentials'), exchange: secret('body', true, true) },
    ],
    [
      'a secret without one',
      'client-secret-plus-sign',
      'none',
      { body: error('unauthorized', 'Bad credentials'), exchange: secret('basic', false, false) },
    ],
    [
      'a plus, and a scope that is wrong',
      'client-secret-plus-sign',
      'none',
      { status: 400, body: error('invalid_scope', 'x'), exchange: secret('basic', true, false) },
    ],
    [
      'a plus, and a secret the endpoint calls wrong',
      'client-secret-rejected',
      'likely',
      { body: error('invalid_client', 'Invalid client secret'), exchange: secret('basic', true, false) },
    ],
    ['a scope that is wrong', 'client-secret-rejected', 'none', { status: 400, body: error('invalid_scope', 'x') }],
    [
      'a certificate that is valid',
      'client-certificate-expired',
      'none',
      { exchange: certHost, input: x509(sentAt + day) },
    ],
    [
      'a certificate that ended by a clock that may be wrong',
      'client-certificate-expired',
      'likely',
      { exchange: certHost, input: x509(sentAt - 1_000) },
    ],
    [
      'an expired certificate, and a name that does not exist',
      'client-certificate-expired',
      'none',
      {
        exchange: { ...certHost, response: null, failure: failureOf('ENOTFOUND', 'lookup') },
        input: x509(sentAt - day),
      },
    ],
    [
      'an expired certificate by our clock, and the server’s contradicts',
      'client-certificate-expired',
      'none',
      { headers: dateAt(-2 * 86_400), exchange: certHost, input: x509(sentAt - day) },
    ],
    ['Bad credentials', 'client-unknown', 'possible', { body: error('unauthorized', 'Bad credentials') }],
    ['a wrong secret, said so', 'client-unknown', 'none', { body: error('invalid_client', 'Invalid client secret') }],
    [
      'an unauthorized client by 401',
      'grant-not-allowed',
      'none',
      { body: error('unauthorized_client', 'Invalid client secret') },
    ],
    ['Bad credentials', 'grant-not-allowed', 'none', { body: error('unauthorized', 'Bad credentials') }],
    [
      'a missing grant type',
      'scope-invalid',
      'none',
      { status: 400, body: error('invalid_request', 'Missing grant type') },
    ],
    ['Bad credentials', 'scope-invalid', 'none', { body: error('unauthorized', 'Bad credentials') }],
    ['406 to a form', 'query-string-not-allowed', 'possible', { status: 406 }],
    ['405 to POST', 'query-string-not-allowed', 'none', { status: 405 }],
    ['a page of 401', 'token-endpoint-wrong', 'none', { body: page }],
    ['a page of 502', 'token-endpoint-wrong', 'none', { status: 502, body: page }],
    ['a 404 by a page', 'token-endpoint-wrong', 'likely', { status: 404, body: page }],
    ['503 with Retry-After', 'token-rate-limited', 'none', { status: 503, headers: { 'Retry-After': '3' } }],
    ['a secret refused', 'token-rate-limited', 'none', {}],
    ['a page', 'token-response-not-json', 'likely', { status: 200, body: page }],
    ['a 401 that is no JSON', 'token-response-not-json', 'none', { body: 'no' }],
    ['a token', 'token-response-without-token', 'none', { status: 200, body: '{"access_token":"‹token a1f3›"}' }],
    ['a refusal', 'token-response-without-token', 'none', { status: 401, body: '{"error":"unauthorized"}' }],
    [
      'a secret of which it is not known how it travelled',
      'client-secret-rejected',
      'likely',
      { body: error('invalid_client', 'Invalid client secret') },
    ],
    ['JSON that is no object', 'token-response-not-json', 'none', { status: 200, body: '[]' }],
    ['a 500 that speaks of the client', 'service-error', 'likely', { status: 500, body: error('invalid_client', 'x') }],
  ];
  const ranks = ['none', 'possible', 'likely', 'certain'];

  it.each(near)('%s: %s is at most %s', (_what, cause, atMost, sample) => {
    expect(ranks.indexOf(confidenceIn(refusedLogin(sample), cause))).toBeLessThanOrEqual(ranks.indexOf(atMost));
  });
});

describe('an assertion that a token endpoint does not take', () => {
  const google =
    'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.';
  const claiming = (iat: number, exp: number) => ({
    clues: { ...noClues, jwts: [{ in: 'body' as const, header: {}, claims: { iat, exp } }] },
  });

  it.each([
    ['its times', google, claiming(1_000, 4_600), 'clock-skew likely'],
    ['its life', google, claiming(1_000, 90_000), 'assertion-lifetime-too-long likely'],
    ['its times, unseen', google, {}, 'clock-skew likely'],
    ['its signature', 'Invalid JWT Signature.', {}, 'token-signature-invalid likely'],
    ['its account', 'Invalid grant: account not found', {}, 'client-unknown likely'],
  ])('is judged by %s', (_what, words, exchange, expected) => {
    expect(named(refusedLogin({ status: 400, body: error('invalid_grant', words), exchange }))[0]).toBe(expected);
  });

  it('is not meant by a refused authorization code', () => {
    expect(named(refusedLogin({ status: 400, body: error('invalid_grant', 'Code not valid') }))).toEqual([
      'unknown possible',
    ]);
  });
});
