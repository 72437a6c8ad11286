import type { HeaderLine } from '#shared/model/exchange.ts';
import { findHeader } from '#shared/text/headers.ts';

/** An answer and when it came, epoch ms by our clock. */
export type TimedAnswer = { headers: readonly HeaderLine[]; sentAt: number; firstByteAt: number };

/** How far the clocks of the servers of a connection are from ours, learnt from the `Date` of their answers. */
export type ClockSkew = {
  note(connectionId: string, answer: TimedAnswer): void;
  /** Milliseconds the server is ahead; negative when it is behind, null before the first answer with a date. */
  of(connectionId: string): number | null;
  forget(connectionId: string): void;
};

/** So many answers have a say; the median of them lets one wrong server in between do no harm. */
const mostKept = 5;
/** The date of an answer lies somewhere between its question and its first byte: a slow one says too little. */
const slowestMs = 10_000;
/** `Date` counts whole seconds, cut off. */
const halfSecondMs = 500;

export function createClockSkew(): ClockSkew {
  const kept = new Map<string, number[]>();
  return {
    note(connectionId, answer) {
      const skew = skewOf(answer);
      if (skew !== null) kept.set(connectionId, [...(kept.get(connectionId) ?? []), skew].slice(-mostKept));
    },
    of(connectionId) {
      const skews = kept.get(connectionId);
      return skews === undefined ? null : medianOf(skews);
    },
    forget: (connectionId) => kept.delete(connectionId),
  };
}

/**
 * What one answer says; null when it says nothing: no date, one that a cache kept longer than the round trip took (its
 * `Age` tells), or a round trip too slow to tell. What the round trip and the whole seconds explain is no skew.
 */
export function skewOf({ headers, sentAt, firstByteAt }: TimedAnswer): number | null {
  const date = Date.parse(findHeader(headers, 'date') ?? '');
  const roundTripMs = firstByteAt - sentAt;
  const ageMs = Number(findHeader(headers, 'age') ?? 0) * 1000;
  if (Number.isNaN(date) || roundTripMs < 0 || roundTripMs > slowestMs || ageMs > roundTripMs) return null;
  const skew = date + halfSecondMs - (sentAt + firstByteAt) / 2;
  return Math.abs(skew) <= halfSecondMs + roundTripMs / 2 ? 0 : Math.round(skew);
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : Math.round(((sorted[middle - 1] ?? 0) + upper) / 2);
}
