import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeCertificate, type OpenSsl, openSsl, openSslLack } from '../../../../support/openssl.ts';
import { isSameKey, keyOf, read, readOk, sentenceOf } from './read-as.ts';

const lack = openSslLack();
const legacyLack = lack ?? openSslLack('legacy');
const password = 'gänsefuß 9';
const pkcs8 = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

describe.skipIf(lack !== null)(`key files made by openssl${lack === null ? '' : ` (skipped: ${lack})`}`, () => {
  let openssl: OpenSsl;
  let original: KeyObject;
  beforeEach(async () => {
    openssl = await openSsl();
    makeCertificate(openssl);
    original = createPrivateKey(openssl.read('rsa.pem'));
  });

  const encryptedForms = [
    ['PKCS#8 with AES-256', ['pkcs8', '-topk8', '-v2', 'aes-256-cbc']],
    ['PKCS#8 with scrypt', ['pkcs8', '-topk8', '-scrypt']],
    ['PKCS#8 with 3DES of PKCS#12', ['pkcs8', '-topk8', '-v1', 'PBE-SHA1-3DES']],
    ['traditional AES', ['rsa', '-traditional', '-aes128']],
    ['traditional 3DES', ['rsa', '-traditional', '-des3']],
  ] as const;

  it.each(encryptedForms)('opens a private key sealed as %s', async (_, [command, ...options]) => {
    openssl.run(command, ...options, '-in', 'rsa.pem', '-out', 'sealed.pem', '-passout', `pass:${password}`);
    const sealed = openssl.read('sealed.pem');
    expect(isSameKey(keyOf(await readOk(sealed, password)), original)).toBe(true);
    expect(await read(sealed)).toMatchObject({ ok: false, needsPassword: true });
    const wrong = await read(sealed, 'another');
    expect(wrong).toMatchObject({ ok: false, needsPassword: true });
    expect(JSON.stringify(wrong)).toContain('The password does not open');
  });

  it.skipIf(legacyLack !== null)('opens PKCS#8 under the RC2 that only a legacy OpenSSL knows', async () => {
    const seal = ['pkcs8', '-topk8', '-v1', 'PBE-SHA1-RC2-40', '-provider', 'legacy', '-provider', 'default'];
    openssl.run(...seal, '-in', 'rsa.pem', '-out', 'sealed.pem', '-passout', 'pass:secret');
    expect(isSameKey(keyOf(await readOk(openssl.read('sealed.pem'), 'secret')), original)).toBe(true);
  });

  it('reads PKCS#1, PKCS#8 and DER, and names the form', async () => {
    openssl.run('rsa', '-in', 'rsa.pem', '-traditional', '-out', 'pkcs1.pem');
    openssl.run('pkcs8', '-topk8', '-nocrypt', '-in', 'rsa.pem', '-outform', 'DER', '-out', 'key.der');
    const forms = await Promise.all(['rsa.pem', 'pkcs1.pem', 'key.der'].map((file) => readOk(openssl.read(file))));
    expect(forms.map(({ words }) => words)).toEqual([
      'an RSA 2048 private key (PKCS#8 PEM)',
      'an RSA 2048 private key (PKCS#1 PEM)',
      'an RSA 2048 private key (DER)',
    ]);
    for (const form of forms) {
      expect(isSameKey(keyOf(form), original)).toBe(true);
      expect(form.key).toEqual({
        kind: 'private-key',
        algorithm: 'RSA 2048',
        signsWith: ['RS256', 'PS256'],
        keyId: '',
        certificate: null,
      });
    }
  });

  it('reads an EC key with its parameters before it, and signs ES256 with it', async () => {
    openssl.run('ecparam', '-name', 'prime256v1', '-genkey', '-out', 'ec.pem');
    expect((await readOk(openssl.read('ec.pem'))).key).toMatchObject({ algorithm: 'EC P-256', signsWith: ['ES256'] });
    openssl.run('ec', '-in', 'ec.pem', '-outform', 'DER', '-out', 'ec.der');
    expect((await readOk(openssl.read('ec.der'))).key.algorithm).toBe('EC P-256');
  });

  it('takes certificate and key out of one file in any order, its chain behind it', async () => {
    openssl.run('genpkey', '-algorithm', 'RSA', '-out', 'leaf.pem');
    openssl.run('req', '-new', '-key', 'leaf.pem', '-subj', '/CN=leaf', '-out', 'leaf.csr');
    const issue = ['x509', '-req', '-in', 'leaf.csr', '-CA', 'certificate.pem', '-CAkey', 'rsa.pem', '-CAcreateserial'];
    openssl.run(...issue, '-days', '7', '-out', 'leaf-certificate.pem');
    const parts = ['certificate.pem', 'leaf.pem', 'leaf-certificate.pem'].map((file) => openssl.read(file).toString());
    const reading = await readOk(`Bag Attributes\n    friendlyName: acme\n${parts.join('subject=/CN=x\n')}`);
    expect(reading.words).toBe('a certificate with its RSA 2048 private key (PKCS#8 PEM)');
    expect(reading.key).toMatchObject({
      kind: 'x509',
      certificate: { subject: 'CN=leaf', issuer: 'CN=acme, O=Example' },
    });
    expect(reading.secret).toMatchObject({ kind: 'x509', certificate: `${parts[2]}${parts[0]}` });
  });

  const stores = [
    { kind: 'modern', options: [], reason: null },
    { kind: 'legacy', options: ['-legacy'], reason: legacyLack },
  ];

  it.for(stores)(
    'takes key and certificate out of a $kind .p12, both named privatekey',
    async ({ options, reason }, context) => {
      if (reason !== null) context.skip(reason);
      const make = [
        'pkcs12',
        '-export',
        '-inkey',
        'rsa.pem',
        '-in',
        'certificate.pem',
        '-name',
        'privatekey',
        ...options,
      ];
      openssl.run(...make, '-passout', `pass:${password}`, '-out', 'key.p12');
      const reading = await readOk(openssl.read('key.p12'), password);
      expect(isSameKey(keyOf(reading), original)).toBe(true);
      const printed = openssl.run('x509', '-in', 'certificate.pem', '-noout', '-fingerprint', '-sha256').toString();
      const fingerprint = printed.split('=')[1]?.trim().replaceAll(':', '').toLowerCase();
      expect(reading.key.certificate).toMatchObject({ subject: 'CN=acme, O=Example', fingerprint });
      expect(reading.key.certificate?.validTo).toBeGreaterThan(reading.key.certificate?.validFrom ?? 0);
      expect(reading.secret).toMatchObject({ certificate: openssl.read('certificate.pem').toString() });
      expect(await sentenceOf(openssl.read('key.p12'), 'wrong')).toBe(
        'The password does not open this key store (.p12).',
      );
      expect(await read(openssl.read('key.p12'))).toMatchObject({ ok: false, needsPassword: true });
    },
  );

  it('opens a .p12 with an EC key, without a check sum, and without a password', async () => {
    openssl.run('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'ec.pem');
    openssl.run('req', '-x509', '-key', 'ec.pem', '-subj', '/CN=ec', '-days', '9', '-out', 'ec-certificate.pem');
    const make = ['pkcs12', '-export', '-inkey', 'ec.pem', '-in', 'ec-certificate.pem', '-passout', 'pass:'];
    openssl.run(...make, '-out', 'empty.p12');
    openssl.run(...make, '-nomac', '-keypbe', 'NONE', '-certpbe', 'NONE', '-out', 'bare.p12');
    for (const file of ['empty.p12', 'bare.p12']) {
      const { key } = await readOk(openssl.read(file));
      expect(key).toMatchObject({ kind: 'x509', algorithm: 'EC P-256', certificate: { subject: 'CN=ec' } });
    }
  });

  it('opens Google’s .p12 without being told the password, and says which it was', async () => {
    const make = ['pkcs12', '-export', '-inkey', 'rsa.pem', '-in', 'certificate.pem', '-passout', 'pass:notasecret'];
    openssl.run(...make, '-out', 'google.p12');
    const { warnings } = await readOk(openssl.read('google.p12'));
    expect(warnings).toEqual(['It opened with notasecret, the password Google gives to all its key stores.']);
    expect((await readOk(openssl.read('google.p12'), 'notasecret')).warnings).toEqual([]);
    const base64 = openssl.read('google.p12').toString('base64');
    expect((await readOk(base64.replaceAll(/.{76}/g, '$&\n'))).key.kind).toBe('x509');
  });

  it('tells a .p12 whose content was altered from one with another password', async () => {
    openssl.run(
      'pkcs12',
      '-export',
      '-inkey',
      'rsa.pem',
      '-in',
      'certificate.pem',
      '-passout',
      'pass:x',
      '-out',
      'a.p12',
    );
    const bytes = openssl.read('a.p12');
    const at = bytes.length - 20; // within the salt of the check sum
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    expect(await read(bytes, 'x')).toMatchObject({ ok: false, needsPassword: false });
    expect(await sentenceOf(bytes, 'x')).toContain('its content was altered');
  });

  it('says what a file without a usable private key is', async () => {
    openssl.run('pkcs12', '-export', '-nokeys', '-in', 'certificate.pem', '-passout', 'pass:x', '-out', 'trust.p12');
    openssl.run('req', '-new', '-key', 'rsa.pem', '-subj', '/CN=a', '-out', 'a.csr');
    openssl.run('req', '-in', 'a.csr', '-outform', 'DER', '-out', 'csr.der');
    openssl.run('x509', '-in', 'certificate.pem', '-outform', 'DER', '-out', 'a.cer');
    openssl.run('crl2pkcs7', '-nocrl', '-certfile', 'certificate.pem', '-out', 'a.p7b');
    openssl.run('crl2pkcs7', '-nocrl', '-certfile', 'certificate.pem', '-outform', 'DER', '-out', 'der.p7b');
    openssl.run('pkey', '-in', 'rsa.pem', '-pubout', '-out', 'public.pem');
    openssl.run('pkey', '-in', 'rsa.pem', '-pubout', '-outform', 'DER', '-out', 'public.der');
    openssl.run('genpkey', '-algorithm', 'ed25519', '-out', 'ed.pem');
    openssl.run('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024', '-out', 'small.pem');
    const said = await Promise.all([
      sentenceOf(openssl.read('trust.p12'), 'x'),
      ...['a.csr', 'csr.der', 'a.cer', 'a.p7b', 'der.p7b', 'public.pem', 'public.der', 'certificate.pem', 'ed.pem']
        .concat('small.pem')
        .map((file) => sentenceOf(openssl.read(file))),
    ]);
    expect(said).toEqual([
      'This is a key store (.p12) with certificates only, without a private key.',
      'This is a certificate signing request (CSR), without a private key.',
      'This is a certificate signing request, or another signed file without a private key.',
      'This is a certificate (.cer or .der), without a private key.',
      'This is a bundle of certificates (.p7b), without a private key.',
      'This is a bundle of certificates (.p7b), without a private key.',
      'This is a public key: it can check signatures, and neither sign nor log in.',
      'This is a public key: it can check signatures, and neither sign nor log in.',
      'This is a certificate, without a private key.',
      'This is an ED25519 private key, which none of RS256, PS256 and ES256 can sign with.',
      'This is an RSA 1024 private key, which none of RS256, PS256 and ES256 can sign with.',
    ]);
  });

  it('keeps a certificate of another key out, and says so', async () => {
    openssl.run('genpkey', '-algorithm', 'RSA', '-out', 'other.pem');
    const { key, warnings } = await readOk(`${openssl.read('certificate.pem')}${openssl.read('other.pem')}`);
    expect(key.kind).toBe('private-key');
    expect(warnings).toEqual(['The certificate in this file belongs to another key, and was left out.']);
  });

  it('reads an X.509 service key of SAP, and refuses one whose parts do not belong together', async () => {
    const uaa = {
      clientid: 'sb-a!b1|workflow!b2',
      certificate: openssl.read('certificate.pem').toString(),
      key: openssl.read('rsa.pem').toString(),
      certurl: 'https://acme.authentication.cert.example.test',
      url: 'https://acme.authentication.example.test',
      'credential-type': 'x509',
    };
    const reading = await readOk(JSON.stringify({ uaa }));
    expect(reading.words).toBe('a service key of SAP with a certificate');
    expect(reading.key).toMatchObject({ kind: 'x509', certificate: { subject: 'CN=acme, O=Example' } });
    expect(reading.sapServiceKey?.clientId).toBe('sb-a!b1|workflow!b2');
    expect(await sentenceOf(JSON.stringify({ uaa: { ...uaa, key: pkcs8 } }))).toBe(
      'This is a service key of SAP, but its `certificate` belongs to another key than its `key`.',
    );
  });
});
