/** Why an exchange was ended from our side. */
export type LeashEnd = 'cancelled' | 'deadline';

/**
 * What holds an exchange to its time: one deadline over everything (undici's own timers start anew with every 1xx answer
 * and every body byte, so a slow enough server outlives them), and the caller's signal.
 */
export type Leash = {
  /** Null while the exchange may go on. */
  readonly ended: LeashEnd | null;
  readonly deadlineMs: number;
  /** Calls back once, at once when it has ended already. Returns how to no longer be called. */
  onEnd(listener: (end: LeashEnd) => void): () => void;
  cancel(): void;
  /** Must be called when the exchange is over, else its timer keeps running. */
  release(): void;
};

export function createLeash(deadlineMs: number, signal: AbortSignal | undefined): Leash {
  const listeners = new Set<(end: LeashEnd) => void>();
  let ended: LeashEnd | null = null;

  const end = (reason: LeashEnd) => {
    if (ended !== null) return;
    ended = reason;
    release();
    for (const listener of [...listeners]) listener(reason);
    listeners.clear();
  };
  const cancel = () => end('cancelled');
  const timer = setTimeout(end, deadlineMs, 'deadline');
  const release = () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  };

  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) cancel();

  return {
    get ended() {
      return ended;
    },
    deadlineMs,
    onEnd(listener) {
      if (ended !== null) listener(ended);
      else listeners.add(listener);
      return () => listeners.delete(listener);
    },
    cancel,
    release,
  };
}
