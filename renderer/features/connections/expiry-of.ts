import { saySpan } from '../../ui/time.ts';

const dayMs = 24 * 60 * 60 * 1000;
const warnsBeforeMs = 3 * dayMs;

/** How long a certificate still holds, in words, and whether that wants saying loudly: in its last three days and after. */
export function expiryOf(atMs: number, nowMs: number): { isWarning: boolean; words: string } {
  const left = atMs - nowMs;
  if (left <= 0) return { isWarning: true, words: 'has ended; a new key is needed' };
  if (left > warnsBeforeMs) return { isWarning: false, words: `${Math.floor(left / dayMs)} days left` };
  return { isWarning: true, words: `${saySpan(left)} left` };
}
