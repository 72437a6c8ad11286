import type { Timings } from '#shared/model/exchange.ts';
import { formatDuration } from '#shared/text/duration.ts';

/** One step of an exchange on a common scale: `start` and `width` are percentages of the whole. */
export type TimingBar = { id: string; name: string; words: string; start: number; width: number; isSkipped: boolean };

const steps = [
  { id: 'lookup', name: 'Name lookup', of: (timings: Timings) => timings.lookupMs },
  { id: 'connect', name: 'Connection', of: (timings: Timings) => timings.connectMs },
  { id: 'tls', name: 'TLS', of: (timings: Timings) => timings.tlsMs },
  { id: 'wait', name: 'Waiting for the answer', of: (timings: Timings) => timings.waitMs },
  { id: 'download', name: 'Download', of: (timings: Timings) => timings.downloadMs },
] as const;

/**
 * Lays the steps end to end. What the steps leave of the total (a queue, the login, work of our own) stands in front, as
 * "Before the call", because the steps run to the end of the download. `isPlain`: over http:, where there is no TLS.
 */
export function timingBars(timings: Timings, isPlain = false): TimingBar[] {
  const measured = steps.map((step) => step.of(timings) ?? 0);
  const sumMs = measured.reduce((sum, ms) => sum + ms, 0);
  const wholeMs = Math.max(timings.totalMs, sumMs) || 1;
  const beforeMs = Math.max(timings.totalMs - sumMs, 0);
  const bars: TimingBar[] = [];
  let atMs = beforeMs;
  if (beforeMs / wholeMs > 0.005) bars.push(bar('before', 'Before the call', beforeMs, 0, wholeMs));
  for (const step of steps) {
    const ms = step.of(timings);
    bars.push(
      ms === null ? skipped(step, skippedWords(step.id, timings, isPlain)) : bar(step.id, step.name, ms, atMs, wholeMs),
    );
    atMs += ms ?? 0;
  }
  return bars;
}

function bar(id: string, name: string, ms: number, atMs: number, wholeMs: number): TimingBar {
  const start = (atMs / wholeMs) * 100;
  return { id, name, words: formatDuration(ms), start, width: (ms / wholeMs) * 100, isSkipped: false };
}

function skipped({ id, name }: (typeof steps)[number], words: string): TimingBar {
  return { id, name, words, start: 0, width: 0, isSkipped: true };
}

function skippedWords(id: string, timings: Timings, isPlain: boolean): string {
  if (id === 'tls' && isPlain) return 'none: plain HTTP';
  const isSetUp = id === 'lookup' || id === 'connect' || id === 'tls';
  return isSetUp && timings.isConnectionReused ? 'reused' : '–';
}
