import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caOfBytes, countCertificates } from '../../../../../renderer/features/connections/ca-file.ts';

let folder: string;
const read = (name: string) => new Uint8Array(readFileSync(join(folder, name)));
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatewright-ca-'));
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'key.pem', '-out', 'ca.pem', '-subj', '/CN=Test');
  openssl('x509', '-in', 'ca.pem', '-outform', 'DER', '-out', 'ca.der');
  openssl('pkcs8', '-topk8', '-nocrypt', '-in', 'key.pem', '-outform', 'DER', '-out', 'key.der');
  openssl('pkcs8', '-topk8', '-passout', 'pass:x', '-in', 'key.pem', '-outform', 'DER', '-out', 'sealed.der');
  openssl('pkcs12', '-export', '-inkey', 'key.pem', '-in', 'ca.pem', '-passout', 'pass:x', '-out', 'store.p12');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a file of certificate authorities', () => {
  it('is read as PEM and as DER, to the same certificate', () => {
    const pem = caOfBytes(read('ca.pem'));
    expect(pem).toEqual({ ok: true, pem: readFileSync(join(folder, 'ca.pem'), 'utf8') });
    expect(caOfBytes(read('ca.der'))).toEqual(pem);
  });

  it.each(['key.pem', 'key.der', 'sealed.der', 'store.p12'])('is not %s, which holds a private key', (name) => {
    expect(caOfBytes(read(name)).ok).toBe(false);
  });

  it('may not hold a key beside its certificate', () => {
    const both = new TextEncoder().encode(
      `${new TextDecoder().decode(read('ca.pem'))}${new TextDecoder().decode(read('key.pem'))}`,
    );
    expect(caOfBytes(both).ok).toBe(false);
  });

  it('is refused when it is empty or anything else', () => {
    expect(caOfBytes(new Uint8Array()).ok).toBe(false);
    expect(caOfBytes(new TextEncoder().encode('hello')).ok).toBe(false);
  });

  it('may hold several', () => {
    const pem = new TextDecoder().decode(read('ca.pem'));
    const two = caOfBytes(new TextEncoder().encode(`${pem}\n${pem}`));
    expect(two.ok && countCertificates(two.pem)).toBe(2);
  });
});
