import { generateKeyPairSync } from 'node:crypto';
import { OAuth2Client } from 'google-auth-library';
import jsonwebtoken from 'jsonwebtoken';
import { describe, expect, it } from 'vitest';
import { createAssertionSigner } from '#core/auth/sign-assertion.ts';
import { readKeyFile } from '#core/keys/read-key-file.ts';
import type { AssertionCredential, SigningAlgorithm } from '#shared/model/credential.ts';
import { type OpenSsl, openSsl, openSslLack } from '../../../../support/openssl.ts';

const lack = openSslLack();
const now = 1_795_255_200_500;

const credential: AssertionCredential = {
  kind: 'assertion',
  algorithm: 'RS256',
  keyId: '',
  issuer: 'runner@acme.iam.gserviceaccount.com',
  subject: '',
  audience: '',
  lifetimeSeconds: 3_600,
  backDateSeconds: 0,
  extraClaims: '',
  placement: { in: 'body-property', property: 'jwt' },
};

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pemOf = (key: typeof rsa.privateKey) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const keyFor = (algorithm: SigningAlgorithm) => (algorithm === 'ES256' ? ec : rsa);

describe('signing an assertion', () => {
  it('signs exactly the header and claims it shows', async () => {
    const { jwt, header, claims } = await createAssertionSigner().sign(credential, pemOf(rsa.privateKey), now);
    const [headerPart, claimsPart] = jwt.split('.');
    expect(Buffer.from(headerPart ?? '', 'base64url').toString()).toBe('{"alg":"RS256","typ":"JWT"}');
    expect(Buffer.from(claimsPart ?? '', 'base64url').toString()).toBe(
      '{"iss":"runner@acme.iam.gserviceaccount.com","iat":1795255200,"exp":1795258800}',
    );
    expect([header, claims]).toEqual([
      { alg: 'RS256', typ: 'JWT' },
      { iss: credential.issuer, iat: 1_795_255_200, exp: 1_795_258_800 },
    ]);
  });

  it.each(['RS256', 'PS256', 'ES256'] as const)('is accepted by jsonwebtoken with %s', async (algorithm) => {
    const { privateKey, publicKey } = keyFor(algorithm);
    const signer = createAssertionSigner();
    const wide = {
      ...credential,
      algorithm,
      keyId: 'k1',
      subject: 'Jürgen',
      audience: 'you',
      extraClaims: '{"a":[1]}',
    };
    const { jwt } = await signer.sign(wide, pemOf(privateKey), now);
    const options = { algorithms: [algorithm], audience: 'you', issuer: credential.issuer, clockTimestamp: now / 1000 };
    const read = jsonwebtoken.verify(jwt, publicKey, { ...options, complete: true });
    expect(read.header).toEqual({ alg: algorithm, typ: 'JWT', kid: 'k1' });
    expect(read.payload).toMatchObject({ sub: 'Jürgen', a: [1] });
  });

  it('is accepted by google-auth-library', async () => {
    const current = Date.now();
    const google = { ...credential, keyId: 'g1', audience: 'https://a.test/remote' };
    const { jwt } = await createAssertionSigner().sign(google, pemOf(rsa.privateKey), current);
    const certificates = { g1: rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString() };
    const client = new OAuth2Client();
    const verify = (text: string) =>
      client.verifySignedJwtWithCertsAsync(text, certificates, google.audience, [credential.issuer], 3_600);
    expect((await verify(jwt)).getPayload()).toMatchObject({ iss: credential.issuer, aud: google.audience });
    await expect(verify(`${jwt.slice(0, -8)}AAAAAAAA`)).rejects.toThrow('Invalid token signature');
  });

  it.skipIf(lack !== null)(`is accepted by openssl${lack === null ? '' : ` (skipped: ${lack})`}`, async () => {
    const openssl = await openSsl();
    openssl.run('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', 'key.pem');
    openssl.run('pkey', '-in', 'key.pem', '-pubout', '-out', 'public.pem');
    const file = await readKeyFile(openssl.read('key.pem'), 'key.pem', null);
    if (!file.ok || file.secret.kind !== 'private-key') throw new Error('the key was not read');
    for (const algorithm of ['RS256', 'PS256'] as const) {
      const { jwt } = await createAssertionSigner().sign({ ...credential, algorithm }, file.secret.pem, now);
      expect(verifyWithOpenSsl(openssl, jwt, algorithm === 'PS256')).toBe('Verified OK');
    }
  });

  it('signs with PKCS#1 and SEC1 keys alike', async () => {
    const signer = createAssertionSigner();
    const pkcs1 = rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    const sec1 = ec.privateKey.export({ type: 'sec1', format: 'pem' }).toString();
    const signed = await signer.sign(credential, pkcs1, now);
    expect(signed.jwt).toBe((await signer.sign(credential, pemOf(rsa.privateKey), now)).jwt);
    await signer.sign({ ...credential, algorithm: 'ES256' }, sec1, now);
  });

  it('signs PS256 with a key made for that alone', async () => {
    const pss = { hashAlgorithm: 'sha256', mgf1HashAlgorithm: 'sha256' };
    const { privateKey, publicKey } = generateKeyPairSync('rsa-pss', { modulusLength: 2048, ...pss });
    const ps256 = { ...credential, algorithm: 'PS256' as const };
    const { jwt } = await createAssertionSigner().sign(ps256, pemOf(privateKey), now);
    const options = { algorithms: ['PS256' as const], clockTimestamp: now / 1000 };
    expect(jsonwebtoken.verify(jwt, publicKey, options)).toMatchObject({ iss: credential.issuer });
  });

  it('makes a new assertion each second, and never mixes keys up', async () => {
    const signer = createAssertionSigner();
    const others = Array.from({ length: 20 }, () => generateKeyPairSync('ec', { namedCurve: 'P-256' }));
    const es256 = { ...credential, algorithm: 'ES256' as const };
    const first = await signer.sign(credential, pemOf(rsa.privateKey), now);
    for (const { privateKey, publicKey } of [...others, ...others]) {
      const { jwt } = await signer.sign(es256, pemOf(privateKey), now);
      jsonwebtoken.verify(jwt, publicKey, { clockTimestamp: now / 1000 });
    }
    const second = await signer.sign(credential, pemOf(rsa.privateKey), now + 1_000);
    expect(second.claims).toMatchObject({ iat: 1_795_255_201 });
    expect(second.jwt).not.toBe(first.jwt);
    jsonwebtoken.verify(second.jwt, rsa.publicKey, { clockTimestamp: now / 1000 });
  });

  it('refuses a key that does not fit, a damaged one, and further claims that cannot be read, repeating none', async () => {
    const signer = createAssertionSigner();
    const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
    const attempts = [
      signer.sign({ ...credential, algorithm: 'ES256' }, pemOf(rsa.privateKey), now),
      signer.sign(credential, pemOf(small), now),
      signer.sign(credential, '-----BEGIN PRIVATE KEY-----\nMIIsecretstuff\n-----END PRIVATE KEY-----\n', now),
      signer.sign({ ...credential, extraClaims: '{"a": secretstuff' }, pemOf(rsa.privateKey), now),
      signer.sign({ ...credential, extraClaims: '{"iss":"secretstuff"}' }, pemOf(rsa.privateKey), now),
    ];
    const failures = await Promise.all(attempts.map((attempt) => attempt.catch((error: unknown) => error)));
    expect(failures.map((failure) => [Reflect.get(Object(failure), 'code'), String(failure)])).toEqual([
      ['CREDENTIAL_INVALID', 'Failure: The key is RSA 2048, and cannot sign with ES256.'],
      ['CREDENTIAL_INVALID', 'Failure: The key is RSA 1024, and cannot sign with RS256.'],
      ['CREDENTIAL_INVALID', 'Failure: The private key of this connection cannot be read.'],
      ['CREDENTIAL_INVALID', 'Failure: A value is neither in quotes nor a number, true, false or null.'],
      ['CREDENTIAL_INVALID', 'Failure: `iss` has a field of its own.'],
    ]);
    expect(JSON.stringify(failures)).not.toContain('secretstuff');
  });
});

function verifyWithOpenSsl(openssl: OpenSsl, jwt: string, isPss: boolean): string {
  const [header, claims, signature = ''] = jwt.split('.');
  openssl.write('signed', `${header}.${claims}`);
  openssl.write('signature', Buffer.from(signature, 'base64url'));
  const pss = isPss ? ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32'] : [];
  const command = ['dgst', '-sha256', ...pss, '-verify', 'public.pem', '-signature', 'signature', 'signed'];
  return openssl
    .run(...command)
    .toString()
    .trim();
}
