import { z } from 'zod';

/** Whom a connection trusts beyond the system's own certificate authorities. Everything in it is public. */
export const Trust = z.object({
  /** Further CA certificates as PEM; null for none. */
  extraCa: z.string().nullable(),
  /** SHA-256 fingerprint (hex, no colons) of the one server certificate accepted whatever its faults; null for none. */
  pinnedFingerprint: z.string().nullable(),
});
export type Trust = z.infer<typeof Trust>;

export const systemTrust: Trust = { extraCa: null, pinnedFingerprint: null };
