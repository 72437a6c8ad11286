import { randomUUID } from 'node:crypto';
import type { Clock } from '../ports.ts';

/** Ids that sort by the time they were made: milliseconds in base 36, then 48 random bits. Fit to be file names. */
export function createIdSource(clock: Clock): () => string {
  return () => `${Math.floor(clock.now()).toString(36).padStart(9, '0')}-${randomUUID().slice(24)}`;
}
