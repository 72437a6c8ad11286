import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** A sealed text (AES-256-GCM): nonce of 96 bits, and ciphertext with its 128-bit tag appended; both Base64. */
export const Sealed = z.object({ nonce: z.base64(), data: z.base64() });
export type Sealed = z.infer<typeof Sealed>;

const nonceBytes = 12;
const tagBytes = 16;

/** A fresh 256-bit key. Its bytes leave no copy behind in our memory but the one inside OpenSSL. */
export function createKey(): KeyObject {
  return keyFromBytes(randomBytes(32));
}

/** Makes a key object of 32 bytes and zeroes them. Throws a `TypeError` for any other length. */
export function keyFromBytes(bytes: Uint8Array): KeyObject {
  try {
    if (bytes.byteLength !== 32) throw new TypeError('A key of 32 bytes is expected.');
    return createSecretKey(bytes);
  } finally {
    bytes.fill(0);
  }
}

/** Seals bytes under a nonce of their own. `context` says what they are for: sealed for one place, they open nowhere else. */
export function seal(bytes: Uint8Array, key: KeyObject, context: string): Sealed {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(context, 'utf8'));
  const data = Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  return { nonce: nonce.toString('base64'), data: data.toString('base64') };
}

/** The bytes, for the caller to zero; null when the key, the context or a single bit is another. */
export function unseal(sealed: Sealed, key: KeyObject, context: string): Buffer | null {
  const nonce = Buffer.from(sealed.nonce, 'base64');
  const data = Buffer.from(sealed.data, 'base64');
  if (nonce.length !== nonceBytes || data.length < tagBytes) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(data.subarray(data.length - tagBytes));
  const head = decipher.update(data.subarray(0, data.length - tagBytes));
  try {
    return Buffer.concat([head, decipher.final()]);
  } catch {
    return null;
  } finally {
    head.fill(0);
  }
}
