import { describe, expect, it } from 'vitest';
import { base64urlOf } from '#shared/jwt/base64url.ts';
import { readPasted } from '../../../../../renderer/features/tokens/read-pasted.ts';

const jwt = `${base64urlOf('{"alg":"RS256"}')}.${base64urlOf('{"name":"Jürgen"}')}.AAAA`;

describe('readPasted', () => {
  it.each([
    jwt,
    `Bearer ${jwt}`,
    `Authorization: Bearer ${jwt}\n`,
    `"${jwt}",`,
    `${jwt.slice(0, 20)}\r\n  ${jwt.slice(20)}`,
  ])('finds the JWT in what was copied with it: %s', (text) => {
    expect(readPasted(text)).toEqual({
      ok: true,
      bare: jwt,
      jwt: { header: { alg: 'RS256' }, claims: { name: 'Jürgen' } },
    });
  });

  it('waits while nothing is pasted', () => {
    expect(readPasted('  \n')).toBeNull();
  });

  it.each([
    ['abc', 'A JWT has three parts with dots between; this has 1. An opaque token has nothing to show.'],
    ['a.b.c.d.e', 'This is an encrypted token (JWE): only its recipient can read it.'],
    [`${base64urlOf('{"alg":"RS256"}')}.${base64urlOf('[1]')}.AAAA`, 'The claims are no JSON object.'],
  ])('says in words what %s is instead', (text, fault) => {
    expect(readPasted(text)).toEqual({ ok: false, fault });
  });
});
