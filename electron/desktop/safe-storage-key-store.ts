import { randomBytes } from 'node:crypto';
import { safeStorage } from 'electron';
import type { SystemKeyStore } from '#core/ports.ts';

export type SystemKeys = { keyStore: SystemKeyStore | null; note: string | null };

/** Someone may have to type the password of their keyring first. After this the window must come up without it. */
const patienceMs = 60_000;

const noKeyStore = 'This computer offers no key store, so secrets are forgotten when Gatewright ends.';
const fixedKey =
  'The key store of this desktop is not running. What is left would seal with a key that anyone can look up, so it is not used, and secrets are forgotten when Gatewright ends.';
const closed =
  'The key store of this computer did not open. Secrets are forgotten when Gatewright ends; sealed ones are kept until it opens again.';

/**
 * The operating system's key store, or null and why in a sentence. Only the asynchronous API is used: the synchronous
 * one falls back to a fixed password without a word, and is gone in Electron 46.
 */
export async function openSystemKeys(platform: NodeJS.Platform, limitMs = patienceMs): Promise<SystemKeys> {
  try {
    const note = await within(limitMs, judge(platform));
    return note === null ? { keyStore: safeStorageKeyStore, note: null } : { keyStore: null, note };
  } catch {
    return { keyStore: null, note: closed };
  }
}

/**
 * Says what is wrong with the key store, or null. On Linux "available" is no protection: the last provider in the list
 * always loads and has a fixed key, and the backend's name follows the desktop even when its daemon is not running. So a
 * canary is sealed and looked at: Chromium marks what the fixed key sealed with `v10`, what a real one sealed otherwise.
 */
async function judge(platform: NodeJS.Platform): Promise<string | null> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return noKeyStore;
  const canary = randomBytes(32).toString('base64');
  const sealed = await safeStorage.encryptStringAsync(canary);
  if (platform === 'linux' && sealed.subarray(0, 3).toString('latin1') === 'v10') return fixedKey;
  if (sealed.includes(canary)) return fixedKey;
  const { result } = await safeStorage.decryptStringAsync(sealed);
  return result === canary ? null : closed;
}

/** Keys travel as Base64: gnome-keyring has lost whole collections over a raw newline. */
const safeStorageKeyStore: SystemKeyStore = {
  async wrap(key) {
    const sealed = await safeStorage.encryptStringAsync(Buffer.from(key).toString('base64'));
    return sealed.toString('base64');
  },
  /** `shouldReEncrypt`: the operating system changed its key, or has a better protected one now. */
  async unwrap(wrapped, sayWrapAgain) {
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(wrapped, 'base64'));
    if (shouldReEncrypt) sayWrapAgain?.();
    return new Uint8Array(Buffer.from(result, 'base64'));
  },
};

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the key store did not answer')), limitMs);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
