import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readKeyFile } from '#core/keys/read-key-file.ts';
import { isSameKey, keyOf, read, readOk, sentenceOf } from './read-as.ts';

const bytesOf = (text: string) => Buffer.from(text, 'utf8');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const pkcs8 = rsa.export({ type: 'pkcs8', format: 'pem' }).toString();

describe('PEM as people hand it around', () => {
  it('reads what Windows wrote as UTF-16, what begins with a byte order mark, and escaped line breaks', async () => {
    const utf16 = Buffer.from(`\ufeff${pkcs8.replaceAll('\n', '\r\n')}`, 'utf16le');
    for (const content of [utf16, bytesOf(`\ufeff${pkcs8}`), bytesOf(pkcs8.replaceAll('\n', ' '))]) {
      expect(isSameKey(keyOf(await readOk(content)), rsa)).toBe(true);
    }
    const { warnings } = await readOk(JSON.stringify(pkcs8));
    expect(warnings).toEqual(['The line breaks were written as \\n, and were mended.']);
  });

  it('names the line of a block that is cut, changed or damaged', async () => {
    const lines = pkcs8.trimEnd().split('\n');
    const problemOf = async (text: string) => {
      const reading = await read(text);
      return reading.ok ? null : reading.problems[0];
    };
    expect(await problemOf(`# my key\n\n${lines.slice(0, -1).join('\n')}`)).toMatchObject({
      line: 3,
      sentence: 'The private key that begins in this line is cut: its -----END line is missing.',
    });
    expect(await problemOf(lines.slice(1).join('\n'))).toMatchObject({ line: lines.length - 1 });
    expect(await problemOf(lines.toSpliced(5, 1).join('\n'))).toMatchObject({
      line: 1,
      sentence: 'The private key that begins in this line is incomplete: characters are missing.',
    });
    expect(await problemOf(lines.with(4, `${lines[4]?.slice(0, -1)}…`).join('\n'))).toMatchObject({ line: 5 });
    expect(await problemOf(pkcs8.replace('-----BEGIN', '----BEGIN'))).toMatchObject({
      sentence: expect.stringMatching(/BEGIN|began/),
    });
    expect(await problemOf(pkcs8.replace(/M[A-Za-z]{3}/, 'MAAA'))).toMatchObject({ line: 1 });
  });

  it('never repeats what is in a file, whatever is wrong with it', async () => {
    const secret = /[A-Za-z0-9+/]{20}/g;
    const anyCut = fc.tuple(fc.nat(pkcs8.length), fc.nat(pkcs8.length), fc.string({ maxLength: 3 }));
    await fc.assert(
      fc.asyncProperty(anyCut, async ([from, to, put]) => {
        const text = pkcs8.slice(0, Math.min(from, to)) + put + pkcs8.slice(Math.max(from, to));
        const reading = await read(text);
        if (reading.ok) return;
        expect(JSON.stringify(reading.problems).match(secret) ?? []).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('brings back any EC or RSA key in each of its forms', async () => {
    const form = fc.constantFrom('pkcs8', 'sec1', 'jwk', 'der');
    await fc.assert(
      fc.asyncProperty(form, fc.boolean(), async (type, hasWindowsLines) => {
        const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
        const content =
          type === 'jwk'
            ? JSON.stringify(privateKey.export({ format: 'jwk' }))
            : type === 'der'
              ? privateKey.export({ type: 'pkcs8', format: 'der' })
              : privateKey.export({ type: type as 'pkcs8', format: 'pem' }).toString();
        const text = typeof content === 'string' && hasWindowsLines ? content.replaceAll('\n', '\r\n') : content;
        expect(isSameKey(keyOf(await readOk(text)), privateKey)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

describe('JSON keys', () => {
  const google = {
    type: 'service_account',
    project_id: 'acme-1',
    private_key_id: 'abcdef0123',
    private_key: pkcs8,
    client_email: 'runner@acme-1.iam.gserviceaccount.com',
  };

  it('reads a Google service account key, whatever the file is called', async () => {
    const reading = await readOk(JSON.stringify(google), null, 'key.p12');
    expect(reading).toMatchObject({
      words: 'a Google service account key',
      key: { kind: 'private-key', keyId: 'abcdef0123', signsWith: ['RS256', 'PS256'] },
      googleServiceAccount: {
        clientEmail: 'runner@acme-1.iam.gserviceaccount.com',
        privateKeyId: 'abcdef0123',
        projectId: 'acme-1',
      },
      warnings: ['Its name ends in .p12, but it is a Google service account key.'],
    });
    expect(isSameKey(keyOf(reading), rsa)).toBe(true);
  });

  it('mends line breaks that were escaped twice, and names a member that is missing or damaged', async () => {
    const twice = await readOk(JSON.stringify({ ...google, private_key: pkcs8.replaceAll('\n', '\\n') }));
    expect(twice.warnings).toEqual([
      'The line breaks of `private_key` were written as \\n twice over, and were mended.',
    ]);
    expect(await read(JSON.stringify({ ...google, private_key: pkcs8.slice(0, 300) }))).toMatchObject({
      problems: [{ field: 'private_key', sentence: expect.stringContaining('cut or damaged') }],
    });
    expect(await read(JSON.stringify({ ...google, client_email: undefined }))).toMatchObject({
      problems: [{ field: 'client_email' }],
    });
  });

  it('keeps the kid of a JWK, and heeds its alg', async () => {
    const jwk = { ...rsa.export({ format: 'jwk' }), kid: 'key-7', alg: 'PS256' };
    expect((await readOk(JSON.stringify(jwk))).key).toMatchObject({ keyId: 'key-7', signsWith: ['PS256'] });
  });

  it('takes the private signing key out of a JWKS', async () => {
    const { d: _, ...open } = rsa.export({ format: 'jwk' }) as Record<string, string>;
    const keys = [
      { ...open, kid: 'public' },
      { ...rsa.export({ format: 'jwk' }), kid: 'private' },
    ];
    const reading = await readOk(JSON.stringify({ keys }));
    expect(reading).toMatchObject({ words: 'an RSA 2048 private key (JWK) out of a JWKS', key: { keyId: 'private' } });
    expect(await sentenceOf(JSON.stringify({ keys: [open] }))).toBe(
      'This is a JWKS of public keys: it can check signatures, and sign nothing.',
    );
  });

  it('says what is missing in a JWK, or why it cannot sign', async () => {
    const { p: _, qi: __, ...partial } = rsa.export({ format: 'jwk' }) as Record<string, string>;
    expect(await sentenceOf(JSON.stringify(partial))).toBe('This private JWK lacks `p`, `qi`.');
    expect(await sentenceOf(JSON.stringify({ kty: 'oct', k: 'c2VjcmV0' }))).toContain('a shared secret');
    expect(await sentenceOf(JSON.stringify({ kty: 'RSA', n: 'AQAB', e: 'AQAB' }))).toContain('a public key');
    expect(await sentenceOf(JSON.stringify({ ...rsa.export({ format: 'jwk' }), use: 'enc' }))).toContain(
      'for encryption',
    );
  });

  it('reads a service key of SAP with the text cf prints before it', async () => {
    const uaa = { clientid: 'sb-a!b1', clientsecret: 'very-s3cret', url: 'https://acme.authentication.example.test' };
    const reading = await readOk(`Getting key sk1 for service instance wf as me...\n\n${JSON.stringify({ uaa })}`);
    expect(reading).toMatchObject({
      words: 'a service key of SAP',
      key: { kind: 'client-secret', algorithm: '', signsWith: [], keyId: '', certificate: null },
      secret: { kind: 'client-secret', value: 'very-s3cret' },
    });
  });

  it('points at the fault of broken JSON', async () => {
    expect(await read(`{\n  "uaa": {\n    "clientid": "a"\n    "url": "b"\n}}`)).toMatchObject({
      problems: [{ line: 3, sentence: 'A comma is missing between two items.' }],
    });
  });
});

describe('files that are something else', () => {
  it.each([
    ['', 'The file is empty.'],
    ['\xfe\xed\xfe\xed\x00\x00\x00\x02', 'This is a Java key store (JKS or JCEKS), and not a .p12 key store.'],
    ['PK\x03\x04....', 'This is a ZIP archive.'],
    ['-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n', 'This is an SSH private key in the form of OpenSSH.'],
    ['ssh-ed25519 AAAAC3Nz me@host', 'This is a public SSH key.'],
    ['PuTTY-User-Key-File-3: ssh-rsa', 'This is a key of PuTTY (.ppk).'],
    ['<!doctype html><title>Log in</title>', 'This is a web page or XML, and no key.'],
    ['dear colleague, the key is on the share', 'This is a text, but no key: it is neither PEM nor JSON.'],
    [
      '{"installed":{"client_id":"a"}}',
      'This is the OAuth client file of a Google application, and no service account key.',
    ],
    ['{"a":1}', 'This is JSON, but neither a service key of SAP, nor a Google service account key, nor a JWK.'],
    ['{"authorities":["A"]}', 'This is a list of authorities for updating a service instance, and not a service key.'],
    ['\x00\x01\x02\x00\x00', 'This is a binary file, but neither a .p12 key store nor a key in DER form.'],
  ])('tells %j', async (content, sentence) => {
    expect(await sentenceOf(Buffer.from(content, 'latin1'))).toBe(sentence);
  });

  it('refuses a file larger than 1 MB unread', async () => {
    expect(await sentenceOf(new Uint8Array(1024 * 1024 + 1))).toBe('The file is larger than 1 MB, and no key is.');
  });

  it('never throws, whatever the bytes are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect((await readKeyFile(Uint8Array.of(0x30, ...bytes), 'a', null)).ok).toBe(false);
        expect((await readKeyFile(bytes, 'a', null)).ok).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});
