import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A hash to compare with. Hashing first gives every text the same length and leaves the text itself nowhere. */
export type Digest = Buffer;

/** 256 random bits as 43 URL-safe characters. */
export function createSecretText(): string {
  return randomBytes(32).toString('base64url');
}

export function digestOf(text: string): Digest {
  return createHash('sha256').update(text).digest();
}

/** Compares in constant time. */
export function isSameDigest(left: Digest, right: Digest): boolean {
  return timingSafeEqual(left, right);
}
