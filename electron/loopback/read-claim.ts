import { z } from 'zod';
import type { Claim } from './session.ts';

const Claims = z.union([z.strictObject({ token: z.string() }), z.strictObject({ ticket: z.string() })]);

/** Longest body an exchange may have, in bytes. */
export const maxClaimBytes = 256;

/** Reads the body of an exchange; null when it is anything but a claim. */
export function readClaim(text: string): Claim | null {
  try {
    const { success, data } = Claims.safeParse(JSON.parse(text));
    return success ? data : null;
  } catch {
    return null;
  }
}
