import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { type JWTHeaderParameters, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createJwtVerifier, type VerificationKeyMaterial } from '#core/auth/verify-jwt.ts';
import { Failure } from '#core/failure.ts';
import { makeCertificate, openSsl, openSslLack } from '../../../../support/openssl.ts';

const lack = openSslLack();
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const longRsa = generateKeyPairSync('rsa', { modulusLength: 3072 });
const ec = {
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ES384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  ES512: generateKeyPairSync('ec', { namedCurve: 'P-521' }),
};

const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
const jwkOf = (key: KeyObject, more: object = {}) => ({ ...key.export({ format: 'jwk' }), ...more });
const text = (material: string | object): VerificationKeyMaterial => ({
  kind: 'text',
  text: typeof material === 'string' ? material : JSON.stringify(material),
});
const sign = (key: KeyObject, header: JWTHeaderParameters) =>
  new SignJWT({ name: 'Jürgen 王' }).setProtectedHeader(header).sign(key);
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

const verifier = createJwtVerifier({ fetchJson: async () => ({}) });

describe('a signature that fits', () => {
  it.each(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'])(
    'is seen with %s',
    async (alg) => {
      const { privateKey, publicKey } = alg in ec ? ec[alg as keyof typeof ec] : rsa;
      const jwt = await sign(privateKey, { alg });
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      for (const material of [spki(publicKey), pem, jwkOf(publicKey), jwkOf(privateKey)]) {
        const verification = await verifier.verify(jwt, text(material));
        expect(verification).toMatchObject({ isValid: true, keyChoice: '' });
        expect(verification.sentence).toMatch(
          new RegExp(`^Verified: ${alg} over header and claims, by the (RSA 2048|EC P-\\d+) key\\.$`),
        );
      }
    },
  );

  it.skipIf(lack !== null)('is seen with a certificate, and with a PEM pasted on one line', async () => {
    const openssl = await openSsl();
    makeCertificate(openssl);
    const { createPrivateKey } = await import('node:crypto');
    const jwt = await sign(createPrivateKey(openssl.read('rsa.pem')), { alg: 'RS256' });
    const certificate = openssl.read('certificate.pem').toString();
    expect(await verifier.verify(jwt, text(certificate))).toMatchObject({ isValid: true });
    expect(await verifier.verify(jwt, text(certificate.replaceAll('\n', '\\n')))).toMatchObject({ isValid: true });
  });
});

describe('the choice of the key', () => {
  const jwks = { keys: [jwkOf(otherRsa.publicKey, { kid: 'a' }), jwkOf(rsa.publicKey, { kid: 'default-jwt-key--1' })] };

  it('is explained when the kid matches', async () => {
    const jwt = await sign(rsa.privateKey, { alg: 'RS256', kid: 'default-jwt-key--1' });
    expect(await verifier.verify(jwt, text(jwks))).toEqual({
      isValid: true,
      sentence: 'Verified: RS256 over header and claims, by the RSA 2048 key default-jwt-key--1.',
      keyChoice: 'kid default-jwt-key--1 matches a key of the JWKS',
    });
  });

  it('is explained when it does not, and all are tried', async () => {
    const unknown = await sign(rsa.privateKey, { alg: 'RS256', kid: 'gone' });
    expect(await verifier.verify(unknown, text(jwks))).toMatchObject({
      isValid: true,
      keyChoice: 'no key of that kid; 2 keys tried',
    });
    const nameless = await sign(longRsa.privateKey, { alg: 'RS256' });
    expect(await verifier.verify(nameless, text(jwks))).toMatchObject({
      isValid: false,
      keyChoice: 'the header names no kid; 2 keys tried',
    });
  });

  it('stays with the key the kid names, even when another one would fit', async () => {
    const jwt = await sign(rsa.privateKey, { alg: 'RS256', kid: 'a' });
    expect(await verifier.verify(jwt, text(jwks))).toMatchObject({
      isValid: false,
      keyChoice: 'kid a matches a key of the JWKS',
    });
  });

  it('leaves out keys for encryption and for other algorithms', async () => {
    const jwt = await sign(rsa.privateKey, { alg: 'RS256', kid: 'k' });
    const keys = [jwkOf(otherRsa.publicKey, { kid: 'k', use: 'enc' }), jwkOf(ec.ES256.publicKey), jwkOf(rsa.publicKey)];
    expect(await verifier.verify(jwt, text({ keys: [...keys, { kty: 'oct', k: 'x' }, 'noise'] }))).toMatchObject({
      isValid: true,
      keyChoice: 'no key of that kid; 1 key tried',
    });
  });

  it('fetches a JWKS, and says why it could not', async () => {
    const jwt = await sign(rsa.privateKey, { alg: 'RS256', kid: 'default-jwt-key--1' });
    const against = { kind: 'jwks-url', url: 'https://a.test/token_keys' } as const;
    const asked: string[] = [];
    const fetching = createJwtVerifier({
      fetchJson: async (url) => {
        asked.push(url);
        return jwks;
      },
    });
    expect(await fetching.verify(jwt, against)).toMatchObject({ isValid: true });
    expect(asked).toEqual(['https://a.test/token_keys']);
    const failing = (error: Error) => createJwtVerifier({ fetchJson: async () => Promise.reject(error) });
    const refused = new Failure('TOKEN_REJECTED', 'The connection was refused.');
    expect((await failing(refused).verify(jwt, against)).sentence).toBe(
      'The JWKS could not be fetched. The connection was refused.',
    );
    expect((await failing(new Error('secret detail')).verify(jwt, against)).sentence).not.toContain('secret');
    expect((await verifier.verify(jwt, against)).sentence).toContain('This JSON holds no key.');
  });
});

describe('a signature that does not fit', () => {
  const sentenceOf = async (jwt: string, material: string | object) =>
    (await verifier.verify(jwt, text(material))).sentence;

  it('tells tampering from a wrong key where RSA lets it be told', async () => {
    const jwt = await sign(rsa.privateKey, { alg: 'RS256' });
    const [header, , signature] = jwt.split('.');
    const tampered = `${header}.${encode({ name: 'Jürgen', admin: true })}.${signature}`;
    expect(await sentenceOf(tampered, spki(rsa.publicKey))).toBe(
      'Tampered with: the signature was made with this key, but over another header or other claims.',
    );
    expect(await sentenceOf(jwt, spki(otherRsa.publicKey))).toBe(
      'Wrong key: the signature was made with another one, or was itself changed.',
    );
    expect(await sentenceOf(jwt, spki(longRsa.publicKey))).toBe(
      'Wrong key: the signature is 256 bytes long, and this key makes 384. Or it was cut.',
    );
  });

  it('claims no more than is known for PS and ES', async () => {
    for (const [jwt, key] of [
      [await sign(rsa.privateKey, { alg: 'PS256' }), otherRsa.publicKey],
      [await sign(ec.ES256.privateKey, { alg: 'ES256' }), generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey],
    ] as const) {
      expect(await sentenceOf(jwt, spki(key))).toBe(
        'The signature does not fit: it was made with another key, or header, claims or signature were changed.',
      );
    }
  });

  it('fails for any changed character of header or claims, and says which part', async () => {
    const jwt = await sign(rsa.privateKey, { alg: 'RS256', kid: 'k' });
    const flips = fc.record({ part: fc.constantFrom('header', 'claims'), at: fc.nat(80) });
    await fc.assert(
      fc.asyncProperty(flips, async ({ part, at }) => {
        const flip = { part: part as 'header', at };
        expect(await verifier.verify(jwt, text(spki(rsa.publicKey)), flip)).toEqual({
          isValid: false,
          sentence: `One character of the ${part} was changed, and the signature no longer fits.`,
          keyChoice: '',
        });
      }),
    );
  });

  it('is not blamed on the flip when it did not fit before', async () => {
    const jwt = await sign(rsa.privateKey, { alg: 'RS256' });
    const flipped = await verifier.verify(jwt, text(spki(otherRsa.publicKey)), { part: 'claims', at: 0 });
    expect(flipped.sentence).toContain('Wrong key');
  });
});

describe('what is refused unchecked', () => {
  const pem = spki(rsa.publicKey);
  const claims = encode({ admin: true });
  const withHeader = (header: object, signature = 'c2ln') => `${encode(header)}.${claims}.${signature}`;
  const hs256 = () => {
    const signed = `${encode({ alg: 'HS256' })}.${claims}`;
    return `${signed}.${createHmac('sha256', pem).update(signed).digest('base64url')}`;
  };

  it.each([
    ['a token that says it is not signed', withHeader({ alg: 'none' }, ''), /^The header says alg none/],
    ['none in capitals', withHeader({ alg: 'NonE' }, ''), /^The header says alg none/],
    ['HS256 made with the public key', hs256(), /^The header says HS256, .*would let anybody who knows that key sign/],
    ['an algorithm nobody checks', withHeader({ alg: 'EdDSA' }), /^Unsupported: EdDSA/],
    ['extensions nobody knows', withHeader({ alg: 'RS256', crit: ['b64'] }), /^Unsupported: .*crit/],
    ['a header without alg', withHeader({ typ: 'JWT' }), /^Malformed: .*alg/],
    ['a header that is no JSON', `e30x.${claims}.c2ln`, /^Malformed/],
    ['a signature that is missing', withHeader({ alg: 'RS256' }, ''), /^The signature is missing/],
    ['a signature that is no base64url', withHeader({ alg: 'RS256' }, 'a'), /^Malformed: the signature/],
    ['an encrypted token', 'a.b.c.d.e', /encrypted token/],
    ['an opaque token', 'opaque', /three parts/],
    [
      'a key of another kind',
      withHeader({ alg: 'ES256' }),
      /^ES256 needs an EC key on P-256, and the key is RSA 2048\.$/,
    ],
  ])('is %s', async (_, jwt, sentence) => {
    const verification = await verifier.verify(jwt, text(pem));
    expect(verification.isValid).toBe(false);
    expect(verification.sentence).toMatch(sentence);
  });

  it.each([
    ['', /^There is no key\./],
    ['hello', /^This is no key\./],
    ['-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----', /^The key is cut or damaged/],
    ['-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB', /sealed with a password/],
    ['{"kty":"oct","k":"c2VjcmV0"}', /shared secret/],
    ['{"kty":"RSA"}', /damaged/],
    ['{"a":', /no valid JSON/],
    ['{"keys":[]}', /holds no key/],
  ])('is the key %j', async (material, sentence) => {
    const jwt = await sign(rsa.privateKey, { alg: 'RS256' });
    expect((await verifier.verify(jwt, text(material))).sentence).toMatch(sentence);
  });

  it('never throws, whatever token and key are', async () => {
    const noise = fc.oneof(fc.string(), fc.constantFrom(pem, '{"keys":[{"kty":"EC","crv":"P-256","x":"a","y":"b"}]}'));
    const header = fc.dictionary(fc.constantFrom('alg', 'kid', 'crit'), fc.oneof(fc.jsonValue(), fc.constant('RS256')));
    await fc.assert(
      fc.asyncProperty(header, fc.base64String(), noise, async (given, signature, material) => {
        const jwt = `${encode(given)}.${claims}.${signature.replaceAll(/[+/=]/g, '')}`;
        expect((await verifier.verify(jwt, text(material))).isValid).toBe(false);
      }),
    );
  });
});
