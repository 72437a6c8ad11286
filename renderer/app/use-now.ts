import { useSyncExternalStore } from 'react';

const tickMs = 30_000;
let now = Date.now();

/** The time, in epoch ms, at the last 30 s tick. All who look share one timer. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = Date.now();
    timer = setInterval(tick, tickMs);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Looks at the clock now: after something happened, the last tick may lie before it. */
export function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}
