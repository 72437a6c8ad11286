const minuteMs = 60_000;
const usual = [0, 5, 15, 30, 60];

/** After how many minutes the vault may lock itself: the usual ones, and the one that is set. 0 is never. */
export function idleChoices(lockVaultAfterMs: number): { minutes: number; words: string }[] {
  const minutes = [...new Set([...usual, minutesOf(lockVaultAfterMs)])].sort((one, other) => one - other);
  return minutes.map((count) => ({ minutes: count, words: wordsOf(count) }));
}

/** Whole minutes, rounded up: a limit that is set is never shown as none. */
export function minutesOf(ms: number): number {
  return Math.ceil(ms / minuteMs);
}

export function msOf(minutes: number): number {
  return minutes * minuteMs;
}

function wordsOf(minutes: number): string {
  if (minutes === 0) return 'Never';
  return `After ${minutes === 1 ? 'a minute' : `${minutes} minutes`} without a call`;
}
