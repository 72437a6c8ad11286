import { beforeEach, describe, expect, it } from 'vitest';
import { findDerFault } from '#core/keys/der-scan.ts';
import { openSealed } from '#core/keys/open-sealed.ts';
import { readKeyFile } from '#core/keys/read-key-file.ts';
import { makeCertificate, openSsl, openSslLack } from '../support/openssl.ts';

const lack = openSslLack();

/** A DER element around others. */
function der(tag: number, ...content: Uint8Array[]): Uint8Array {
  const body = Buffer.concat(content);
  const length =
    body.length < 0x80 ? [body.length] : [0x83, body.length >> 16, (body.length >> 8) & 0xff, body.length & 0xff];
  return Uint8Array.from([tag, ...length, ...body]);
}

const small = (value: number) => der(0x02, Uint8Array.of(value));

/** An EncryptedPrivateKeyInfo that asks for 2^31 − 1 rounds of PBKDF2. */
function keyOfManyRounds(): Uint8Array {
  const rounds = der(0x02, Uint8Array.of(0x7f, 0xff, 0xff, 0xff));
  const pbkdf2 = Uint8Array.of(0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0c);
  const pbes2 = Uint8Array.of(0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d);
  const aes = Uint8Array.of(0x06, 9, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2a);
  const kdf = der(0x30, pbkdf2, der(0x30, der(0x04, new Uint8Array(8)), rounds));
  const cipher = der(0x30, aes, der(0x04, new Uint8Array(16)));
  return der(0x30, der(0x30, pbes2, der(0x30, kdf, cipher)), der(0x04, new Uint8Array(64)));
}

/** `data:` modules stand in for a worker that misbehaves. */
const workerThat = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);
const sealed = { kind: 'pkcs12', der: new Uint8Array(), passwords: [''] } as const;

describe.skipIf(lack !== null)(`key stores that were damaged${lack === null ? '' : ` (skipped: ${lack})`}`, () => {
  let store: Buffer;
  beforeEach(async () => {
    const openssl = await openSsl();
    makeCertificate(openssl);
    const make = ['pkcs12', '-export', '-inkey', 'rsa.pem', '-in', 'certificate.pem', '-passout', 'pass:secret'];
    openssl.run(...make, '-out', 'key.p12');
    store = openssl.read('key.p12');
  });

  const outcomeOf = async (bytes: Uint8Array) => {
    const reading = await readKeyFile(bytes, 'key.p12', 'secret');
    return reading.ok ? 'read' : (reading.problems[0]?.sentence ?? '');
  };

  it('are refused in words wherever they are cut', async () => {
    for (let cut = 0; cut < 24; cut += 1) {
      const outcome = await outcomeOf(store.subarray(0, Math.floor((store.length * cut) / 24)));
      expect(outcome).toMatch(/cut|empty|binary file|no key|damaged/);
    }
  });

  it('are refused in words, neither crashing nor hanging, whichever bit is turned', async () => {
    const mutants = Array.from({ length: 60 }, (_, number) => {
      const bytes = Uint8Array.from(store);
      // The first bytes are structure, where a change does most; the rest is spread over the file.
      const at = number < 24 ? number : Math.floor(((number - 24) * store.length) / 36);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (number % 8));
      return bytes;
    });
    const outcomes: string[] = [];
    for (let next = 0; next < mutants.length; next += 4) {
      outcomes.push(...(await Promise.all(mutants.slice(next, next + 4).map(outcomeOf))));
    }
    expect(outcomes).toHaveLength(60);
    expect(outcomes.every((outcome) => outcome.length > 10)).toBe(true);
    expect(await outcomeOf(store)).toBe('read');
  }, 120_000);
});

describe('key files made to harm', () => {
  it('are stopped before any password is hashed a billion times', async () => {
    expect(findDerFault(keyOfManyRounds())).toBe('too-many-rounds');
    const startedAt = performance.now();
    const inPem = `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${Buffer.from(keyOfManyRounds()).toString('base64')}\n-----END ENCRYPTED PRIVATE KEY-----\n`;
    for (const content of [keyOfManyRounds(), Buffer.from(inPem)]) {
      expect(await readKeyFile(content, 'key', 'secret')).toMatchObject({ ok: false });
    }
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('are stopped when they nest deeper than any key, or hold more than any key', async () => {
    let deep = small(1);
    for (let level = 0; level < 200; level += 1) deep = der(0x30, deep);
    expect(findDerFault(deep)).toBe('too-deep');
    let wrapped = small(1);
    for (let level = 0; level < 200; level += 1) wrapped = der(0x04, der(0x30, wrapped));
    expect(findDerFault(der(0x30, wrapped))).toBe('too-deep');
    const indefinite = Uint8Array.from(Array.from({ length: 4_000 }, (_, at) => (at % 2 === 0 ? 0x30 : 0x80)));
    expect(findDerFault(indefinite)).toBe('too-deep');
    expect(findDerFault(der(0x30, new Uint8Array(100_000)))).toBe('too-many');
    expect(await readKeyFile(deep, 'key.p12', null)).toMatchObject({ ok: false });
  });

  it('may be BER of indefinite length, as some key stores are', () => {
    expect(findDerFault(Uint8Array.of(0x30, 0x80, 0x02, 1, 3, 0x30, 0x80, 0x05, 0, 0, 0, 0, 0))).toBeNull();
    expect(findDerFault(Uint8Array.of(0x30, 0x80, 0x02, 1, 3))).toBe('cut');
  });

  it('are given up on after five seconds, or when they take too much memory, or when the worker dies', async () => {
    const startedAt = performance.now();
    const [hanging, hungry, dying, absent] = await Promise.all([
      openSealed(sealed, workerThat('for (;;);')),
      openSealed(sealed, workerThat('const all = []; for (;;) all.push(new Array(1e5).fill(all.length));')),
      openSealed(sealed, workerThat('process.exit(1)')),
      openSealed(sealed, new URL('file:///nowhere/key-worker.mjs')),
    ]);
    expect(hanging).toEqual({ ok: false, why: 'exhausted' });
    expect(hungry).toEqual({ ok: false, why: 'exhausted' });
    expect(dying).toEqual({ ok: false, why: 'failed' });
    expect(absent).toEqual({ ok: false, why: 'failed' });
    expect(performance.now() - startedAt).toBeLessThan(15_000);
  });
});
