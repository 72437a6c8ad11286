import { type KeyObject, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { SystemKeyStore } from '#core/ports.ts';
import { keyFromBytes, type Sealed, seal, unseal } from './seal.ts';
import { type ScryptCost, vaultFormat, type WrappedKey } from './vault-file.ts';

/** About 128 MiB and a third of a second per guess. */
const currentCost: ScryptCost = { N: 2 ** 17, r: 8, p: 1 };

const checkText = 'gatewright';
const checkContext = `gatewright-vault/${vaultFormat}/check`;

/** Seals the data key under a passphrase. */
export async function wrapUnderPassphrase(dataKey: KeyObject, passphrase: string): Promise<WrappedKey> {
  const salt = randomBytes(32);
  const wrappingKey = await deriveKey(passphrase, salt, currentCost);
  const bytes = dataKey.export();
  const sealed = seal(bytes, wrappingKey, keyContext(currentCost));
  bytes.fill(0);
  return { kind: 'passphrase', cost: currentCost, salt: salt.toString('base64'), sealed };
}

/** The data key; null when the passphrase is another. */
export async function unwrapUnderPassphrase(
  wrapped: WrappedKey & { kind: 'passphrase' },
  passphrase: string,
): Promise<KeyObject | null> {
  const wrappingKey = await deriveKey(passphrase, Buffer.from(wrapped.salt, 'base64'), wrapped.cost);
  const bytes = unseal(wrapped.sealed, wrappingKey, keyContext(wrapped.cost));
  return bytes === null ? null : keyFromBytes(bytes);
}

/** Hands the data key to the system's key store and proves that it comes back. Throws when it does not. */
export async function wrapBySystem(dataKey: KeyObject, keyStore: SystemKeyStore): Promise<WrappedKey> {
  const bytes = dataKey.export();
  let returned: Uint8Array | null = null;
  try {
    const wrapped = await keyStore.wrap(bytes);
    returned = await keyStore.unwrap(wrapped);
    if (returned.byteLength !== bytes.length || !timingSafeEqual(returned, bytes)) {
      throw new Error('The key store gave another key back.');
    }
    return { kind: 'system-keychain', wrapped };
  } finally {
    bytes.fill(0);
    returned?.fill(0);
  }
}

/** The data key. Throws when the key store is locked, absent or another one; `sayWrapAgain` as in `SystemKeyStore`. */
export async function unwrapBySystem(
  wrapped: WrappedKey & { kind: 'system-keychain' },
  keyStore: SystemKeyStore,
  sayWrapAgain?: () => void,
): Promise<KeyObject> {
  return keyFromBytes(await keyStore.unwrap(wrapped.wrapped, sayWrapAgain));
}

/** A known text under the data key. */
export function sealCheck(dataKey: KeyObject): Sealed {
  return seal(Buffer.from(checkText, 'utf8'), dataKey, checkContext);
}

/** Whether this is the data key that `sealCheck` was given. */
export function passesCheck(check: Sealed, dataKey: KeyObject): boolean {
  return unseal(check, dataKey, checkContext)?.toString('utf8') === checkText;
}

/** The passphrase is normalised, so that the same one typed on another system is the same bytes. */
function deriveKey(passphrase: string, salt: Buffer, { N, r, p }: ScryptCost): Promise<KeyObject> {
  const bytes = Buffer.from(passphrase.normalize('NFKC'), 'utf8');
  return new Promise((resolve, reject) => {
    scrypt(bytes, salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, derived) => {
      bytes.fill(0);
      if (error) reject(error);
      else resolve(keyFromBytes(derived));
    });
  });
}

function keyContext({ N, r, p }: ScryptCost): string {
  return `gatewright-vault/${vaultFormat}/key/scrypt/${N}/${r}/${p}`;
}
