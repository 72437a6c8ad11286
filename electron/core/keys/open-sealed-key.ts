import { createPrivateKey, type PrivateKeyInput } from 'node:crypto';
import { openPkcs8WithForge } from './open-pkcs12.ts';
import type { Opened, SealedFile, Unopened } from './sealed-file.ts';

/** Opens one private key under a password: by Node, and where its OpenSSL lacks the cipher, by node-forge. */
export function openSealedKey(file: Exclude<SealedFile, { kind: 'pkcs12' }>): Opened | Unopened {
  let last: Unopened = { ok: false, why: 'password' };
  for (const [opener, password] of file.passwords.entries()) {
    const key = openOnce(file, password ?? '');
    if (!('why' in key)) return { ok: true, keys: [key], certificates: [], opener, isChecked: true };
    last = key;
  }
  return last;
}

function openOnce(file: Exclude<SealedFile, { kind: 'pkcs12' }>, passphrase: string): Uint8Array | Unopened {
  const input: PrivateKeyInput =
    file.kind === 'pem'
      ? { key: file.pem, format: 'pem', passphrase }
      : { key: Buffer.from(file.der), format: 'der', type: 'pkcs8', passphrase };
  try {
    return createPrivateKey(input).export({ type: 'pkcs8', format: 'der' });
  } catch (error) {
    if (!isUnsupported(error)) return { ok: false, why: 'password' };
    return file.kind === 'pem' ? { ok: false, why: 'unsupported' } : openPkcs8WithForge(file.der, passphrase);
  }
}

/** OpenSSL and BoringSSL name it differently; both say so when a cipher is not there. */
function isUnsupported(error: unknown): boolean {
  return (
    error instanceof Error &&
    /unsupported|unknown|not supported|unable to load/i.test(`${Reflect.get(error, 'code')} ${error.message}`)
  );
}
