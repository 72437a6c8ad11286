import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Anatomy, anatomyOf } from '#shared/jwt/anatomy.ts';
import { base64urlBytes, base64urlOf, base64urlSteps, base64urlText } from '#shared/jwt/base64url.ts';
import { flipCharacter } from '#shared/jwt/flip-character.ts';

const now = Date.UTC(2026, 10, 20, 10, 0, 0);
const context = { now, clientId: 'sb-a!b1' };
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function anatomy(header: object, claims: object): Anatomy {
  const reading = anatomyOf(`${encode(header)}.${encode(claims)}.c2lnbmF0dXJl`, context);
  if (!reading.ok) throw new Error(reading.fault);
  return reading.anatomy;
}

function noteOf(claims: object, name: string): string | undefined {
  return anatomy({ alg: 'RS256' }, claims).claims.members.find((member) => member.name === name)?.note;
}

describe('anatomyOf', () => {
  it('keeps the JSON as it was signed, blanks and all, in whatever script', () => {
    const text = '{ "name" : "Jürgen 王 🦊",\n "iat": 1 }';
    const reading = anatomyOf(`${encode({ alg: 'RS256' })}.${Buffer.from(text).toString('base64url')}.`, context);
    expect(reading).toMatchObject({ ok: true, anatomy: { signatureBytes: null, claims: { text, isExact: true } } });
  });

  it('brings back any claims, and encodes them to the very same part', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (claims) => {
        const meant: unknown = JSON.parse(JSON.stringify(claims));
        const part = anatomy({ alg: 'RS256' }, claims).claims;
        expect(Object.fromEntries(part.members.map(({ name, value }) => [name, value]))).toEqual(meant);
        expect(base64urlOf(part.text)).toBe(part.encoded);
      }),
    );
  });

  it('takes a token of the core apart without its signature', () => {
    const reading = anatomyOf({ header: { alg: 'RS256' }, claims: { zid: 'a' } }, context);
    expect(reading).toMatchObject({
      anatomy: { signatureBytes: null, algorithm: 'RS256', claims: { isExact: false, text: '{"zid":"a"}' } },
    });
  });

  it('reads a pasted Authorization header', () => {
    const reading = anatomyOf(` Authorization: Bearer ${encode({ alg: 'RS256' })}.${encode({})}.c2ln\n`, context);
    expect(reading).toMatchObject({ ok: true, anatomy: { signatureBytes: 3 } });
  });

  it.each([
    ['', 'There is nothing here.'],
    ['opaque', 'A JWT has three parts with dots between; this has 1. An opaque token has nothing to show.'],
    ['a.b.c.d.e', 'This is an encrypted token (JWE): only its recipient can read it.'],
    ['e30.e3 0.x', 'Blanks or line breaks stand inside the token: it was copied in pieces.'],
    ['e30=.e30=.x', 'A part is plain Base64: a JWT is written in base64url, without +, / and =.'],
    ['e30..x', 'A part is empty or holds a character that base64url does not have.'],
    ['_w.e30.x', 'The header is no UTF-8 text in base64url.'],
    ['e30.W10.x', 'The claims are no JSON object.'],
    ['e30.e30.x', 'The signature is no base64url: it is cut, or has a character too many.'],
  ])('says what %j is instead', (text, fault) => {
    expect(anatomyOf(text, context)).toEqual({ ok: false, fault });
  });

  it('never throws', () => {
    const part = fc.string({ unit: fc.constantFrom(...'ey0_-A=+.{"') });
    fc.assert(
      fc.property(fc.tuple(part, part, part), (parts) => typeof anatomyOf(parts.join('.'), context).ok === 'boolean'),
    );
  });
});

describe('the notes', () => {
  it('explain the header, and trust nothing the token brings along', () => {
    const { members } = anatomy(
      { alg: 'RS256', kid: 'default-jwt-key--1', jku: 'https://a.test/token_keys' },
      {},
    ).header;
    expect(members.map(({ note }) => note)).toEqual([
      'RSA with SHA-256',
      'names the key it was signed with',
      'where the public keys are; not trusted by itself',
    ]);
    expect(anatomy({ alg: 'none' }, {}).header.members[0]?.note).toContain('not signed at all');
  });

  it('explain the claims of XSUAA', () => {
    expect(noteOf({ zid: 'a' }, 'zid')).toBe('the subaccount (tenant) it holds for');
    expect(noteOf({ cid: 'sb-a!b1' }, 'cid')).toBe('the client id of this connection');
    expect(noteOf({ azp: 'sb-other' }, 'azp')).toBe('another client than this connection’s');
    expect(noteOf({ grant_type: 'client_credentials' }, 'grant_type')).toContain('no person');
    for (const name of ['ext_attr', 'xs.system.attributes', 'rev_sig', 'client_id', 'authorities', 'jti']) {
      expect(noteOf({ [name]: {} }, name)).not.toBe('');
    }
  });

  it('explain the claims of Google as Google means them', () => {
    const iss = 'runner@acme.iam.gserviceaccount.com';
    expect(noteOf({ iss }, 'iss')).toBe('the service account that signed it');
    expect(noteOf({ iss: 'https://a.test' }, 'iss')).toBe('who issued it');
    expect(noteOf({ iss, target_audience: 'x' }, 'target_audience')).toContain('audience');
  });

  it('tell times from now, and milliseconds from seconds', () => {
    expect(noteOf({ exp: now / 1000 + 42_120 }, 'exp')).toBe('expires in 11 h 42 m');
    expect(noteOf({ exp: now / 1000 - 60 }, 'exp')).toBe('expired 1 m ago');
    expect(noteOf({ iat: now }, 'iat')).toContain('milliseconds where seconds belong');
    expect(noteOf({ exp: 'soon' }, 'exp')).toContain('should be a number');
  });

  it('say nothing of what nobody knows, such as names every object has', () => {
    expect(noteOf({ constructor: 1, mine: 2 }, 'constructor')).toBe('');
    expect(noteOf({ constructor: 1, mine: 2 }, 'mine')).toBe('');
  });
});

describe('base64url', () => {
  it('shows every step from JSON to the part', () => {
    expect(base64urlSteps('{"é":"??>"}').map(({ name, value }) => [name, value])).toEqual([
      ['JSON', '{"é":"??>"}'],
      ['UTF-8', '7b 22 c3 a9 22 3a 22 3f 3f 3e 22 7d'],
      ['Base64', Buffer.from('{"é":"??>"}').toString('base64')],
      ['base64url', Buffer.from('{"é":"??>"}').toString('base64url')],
    ]);
  });

  it('agrees with Node on any bytes and any text', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string({ unit: 'grapheme' }), (bytes, text) => {
        expect(base64urlBytes(Buffer.from(bytes).toString('base64url'))).toEqual(bytes);
        const part = Buffer.from(text).toString('base64url');
        expect([base64urlOf(text), base64urlText(part)]).toEqual([part, Buffer.from(text).toString('utf8')]);
      }),
    );
    expect([base64urlBytes('a'), base64urlBytes('a=='), base64urlText('_w')]).toEqual([null, null, null]);
  });
});

describe('flipCharacter', () => {
  it('changes what the part says, wherever it is applied, and nothing else', () => {
    const claims = fc.dictionary(fc.string(), fc.string(), { minKeys: 1 });
    fc.assert(
      fc.property(claims, fc.nat(500), fc.constantFrom('header', 'claims'), (given, at, part) => {
        const jwt = `${encode({ alg: 'RS256' })}.${encode(given)}.c2ln`;
        const flipped = flipCharacter(jwt, { part: part as 'claims', at }) ?? '';
        const index = part === 'header' ? 0 : 1;
        const [before, after] = [jwt.split('.'), flipped.split('.')];
        expect(Buffer.from(after[index] ?? '', 'base64url')).not.toEqual(Buffer.from(before[index] ?? '', 'base64url'));
        expect(after.toSpliced(index, 1)).toEqual(before.toSpliced(index, 1));
      }),
    );
  });

  it('is null for what is no JWT', () => {
    expect(flipCharacter('opaque', { part: 'claims', at: 0 })).toBeNull();
  });
});
