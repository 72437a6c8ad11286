import { randomBytes } from 'node:crypto';
import type { SystemKeyStore } from '#core/ports.ts';
import { openSecretStore } from '#core/store/secrets.ts';

export type Circumstances = { systemKeyStore?: SystemKeyStore | null; systemKeyStoreNote?: string | null };

export async function openIn(
  dataDir: string,
  { systemKeyStore = null, systemKeyStoreNote = null }: Circumstances = {},
) {
  const notices: string[] = [];
  const onNotice = (sentence: string) => notices.push(sentence);
  return { secrets: await openSecretStore({ dataDir, systemKeyStore, systemKeyStoreNote, onNotice }), notices };
}

/**
 * A key store of the test's own: a table of keys by opaque text. `isLocked` makes it refuse; of the texts in `stale` it
 * says that they should be wrapped again.
 */
export function exampleKeyStore() {
  const keys = new Map<string, Uint8Array>();
  const keyStore = {
    isLocked: false,
    stale: new Set<string>(),
    keys,
    wrap: async (key: Uint8Array) => {
      if (keyStore.isLocked) throw new Error('locked');
      const wrapped = randomBytes(8).toString('hex');
      keys.set(wrapped, Uint8Array.from(key));
      return wrapped;
    },
    unwrap: async (wrapped: string, sayWrapAgain?: () => void) => {
      const key = keys.get(wrapped);
      if (keyStore.isLocked || key === undefined) throw new Error('locked or another one');
      if (keyStore.stale.has(wrapped)) sayWrapAgain?.();
      return Uint8Array.from(key);
    },
  };
  return keyStore;
}
