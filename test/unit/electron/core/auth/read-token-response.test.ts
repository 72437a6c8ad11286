import { describe, expect, it } from 'vitest';
import { readTokenResponse } from '#core/auth/read-token-response.ts';
import { exampleJwt } from '../exchange/exchange-bench.ts';

const now = 1_800_000_000_000;
const json = [{ name: 'Content-Type', value: 'application/json;charset=UTF-8' }];

function read(body: unknown, status = 200, headers = json) {
  return readTokenResponse({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) }, now);
}

describe('the answer of a token endpoint', () => {
  it('is a token with its lifetime and the scopes of its claims', () => {
    const token = exampleJwt({ scope: ['a.X', 'a.Y'], exp: 1 });
    expect(read({ access_token: token, token_type: 'bearer', expires_in: 43_199, scope: 'other' })).toMatchObject({
      ok: true,
      accessToken: token,
      lifetimeMs: 43_199_000,
      scopes: ['a.X', 'a.Y'],
    });
  });

  it('is an opaque token with the scopes of the answer', () => {
    expect(read({ access_token: 'opaque-1', expires_in: '60', scope: 'a b' })).toEqual({
      ok: true,
      accessToken: 'opaque-1',
      lifetimeMs: 60_000,
      scopes: ['a', 'b'],
      jwt: null,
    });
  });

  it('lives as long as its claims say when expires_in is missing, whatever the clock of this machine', () => {
    const issued = now / 1000 + 600;
    expect(read({ access_token: exampleJwt({ iat: issued, exp: issued + 1_800 }) })).toMatchObject({
      lifetimeMs: 1_800_000,
    });
    expect(read({ access_token: exampleJwt({ exp: now / 1000 + 90 }) })).toMatchObject({ lifetimeMs: 90_000 });
  });

  it('is taken to live five minutes when nothing says how long', () => {
    expect(read({ access_token: 'opaque-1' })).toMatchObject({ lifetimeMs: 300_000, scopes: [] });
  });

  it.each([
    [
      401,
      { error: 'unauthorized', error_description: 'Bad credentials' },
      'The token endpoint answered 401: unauthorized, Bad credentials.',
    ],
    [400, { error: 'invalid_scope' }, 'The token endpoint answered 400: invalid_scope.'],
    [
      200,
      { error: 'invalid_client', error_description: 'In a\n200.' },
      'The token endpoint answered 200: invalid_client, In a 200.',
    ],
    [500, {}, 'The token endpoint answered 500 without a reason.'],
    [200, { token: 'x' }, 'The token endpoint answered 200 with JSON that has no access_token.'],
    [200, { access_token: 12 }, 'The token endpoint answered 200 with JSON that has no access_token.'],
    [200, { access_token: 'a\r\nb' }, 'The access_token holds characters that cannot be sent in a header.'],
    [200, '', 'The token endpoint answered 200 with an empty body.'],
    [200, '[1]', 'The token endpoint answered 200 with something that is not JSON. Check the token URL.'],
    [404, 'Not found', 'The token endpoint answered 404 with something that is not JSON. Check the token URL.'],
  ])('with %d %j is refused in a sentence', (status, body, sentence) => {
    expect(read(body, status)).toEqual({ ok: false, sentence });
  });

  it('is recognised as a web page by header or by content', () => {
    const html = [{ name: 'content-type', value: 'text/html' }];
    const sentence =
      'The token endpoint answered 200 with a web page. It may be a login page or a proxy: check the token URL.';
    expect(read('<form>', 200, html)).toEqual({ ok: false, sentence });
    expect(read('  <!DOCTYPE html><html>', 200)).toEqual({ ok: false, sentence });
  });

  it('cuts what it quotes', () => {
    const reading = read({ error: 'x', error_description: 'y'.repeat(5_000) }, 400);
    expect(reading.ok ? '' : reading.sentence).toHaveLength('The token endpoint answered 400: '.length + 202);
  });
});
