import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeJwt, splitJwt } from '#shared/text/jwt.ts';

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

describe('decodeJwt', () => {
  it('decodes header and claims', () => {
    const text = `${encode({ alg: 'RS256' })}.${encode({ scope: ['a.B'], exp: 1795298399 })}.c2ln`;
    expect(decodeJwt(text)).toEqual({ header: { alg: 'RS256' }, claims: { scope: ['a.B'], exp: 1795298399 } });
  });

  it('brings any claims back, whatever script they are written in', () => {
    const claims = fc.dictionary(
      fc.string({ unit: 'grapheme' }),
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.jsonValue()),
    );
    fc.assert(
      fc.property(claims, (given) => {
        const meant: unknown = JSON.parse(JSON.stringify(given));
        expect(decodeJwt(`${encode({ alg: 'none' })}.${encode(given)}.`)?.claims).toEqual(meant);
      }),
    );
  });

  it('is null for what is no JWT, and never throws', () => {
    const parts = [
      encode({ alg: 'none' }),
      encode([1]),
      encode('x'),
      Buffer.from([0xff, 0xfe]).toString('base64url'),
      'A',
      '',
    ];
    for (const part of parts.slice(1)) expect(decodeJwt(`${parts[0]}.${part}.x`)).toBeNull();
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (noise) => decodeJwt(noise) === null));
  });
});

describe('splitJwt', () => {
  it('takes three parts, the last of which may be empty, and white space around them', () => {
    expect(splitJwt(' a.b.c\n')).toEqual({ header: 'a', claims: 'b', signature: 'c' });
    expect(splitJwt('a.b.')?.signature).toBe('');
  });

  it.each(['a.b', 'a.b.c.d.e', 'a.b=.c', 'a b.c.d', '', '..'])('refuses %j', (text) => {
    expect(splitJwt(text)).toBeNull();
  });
});
