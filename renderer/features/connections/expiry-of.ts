import { saySpan } from '../../ui/time.ts';

const warnsBeforeMs = 3 * 24 * 60 * 60 * 1000;

/** How long a certificate still holds, in words, and whether that wants saying loudly: in its last three days and after. */
export function expiryOf(atMs: number, nowMs: number): { isWarning: boolean; words: string } {
  const left = atMs - nowMs;
  if (left <= 0) return { isWarning: true, words: 'has ended; a new key is needed' };
  return { isWarning: left <= warnsBeforeMs, words: `${saySpan(left)} left` };
}
