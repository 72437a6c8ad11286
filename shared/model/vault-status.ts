import { z } from 'zod';

/**
 * Which vault is in use. `memory` forgets everything with the app; `passphrase` is sealed under scrypt and AES-256-GCM;
 * `system-keychain` is sealed by a key the operating system holds.
 */
export const VaultStatus = z.object({
  kind: z.enum(['memory', 'passphrase', 'system-keychain']),
  isLocked: z.boolean(),
  /** Why it is not a better one, in a sentence; null when there is nothing to say. */
  note: z.string().nullable(),
});
export type VaultStatus = z.infer<typeof VaultStatus>;
