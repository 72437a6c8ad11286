import type { SystemKeyStore } from '#core/ports.ts';

/** A key store that hides nothing, for tests in which several processes share a vault. */
export const transparentKeyStore: SystemKeyStore = {
  wrap: async (key) => Buffer.from(key).toString('base64'),
  unwrap: async (wrapped) => Uint8Array.from(Buffer.from(wrapped, 'base64')),
};
