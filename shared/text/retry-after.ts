import type { HeaderLine } from '../model/exchange.ts';
import { findHeader } from './headers.ts';

const dayMs = 86_400_000;
/** Nobody waits longer; and every moment up to there can be written as a date. */
const longestMs = 366 * dayMs;

/**
 * How many milliseconds an answer asks to wait (RFC 9110, 10.2.3); null when it does not say. A date is measured against the
 * answer's own `Date`, so that a wrong clock does no harm.
 *
 * @param now epoch ms, used when the answer has no date
 */
export function retryAfterMs(headers: readonly HeaderLine[], now: number): number | null {
  const text = findHeader(headers, 'retry-after')?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, longestMs);
  // A date has letters; `Date.parse` would read a year out of a broken number.
  const until = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(until)) return null;
  const sent = Date.parse(findHeader(headers, 'date') ?? '');
  return Math.min(Math.max(0, until - (Number.isNaN(sent) ? now : sent)), longestMs);
}

/** A moment for a sentence: `14:03:22 UTC`, with its day when that is not near. */
export function momentText(at: number, now: number): string {
  const text = new Date(at).toISOString();
  const time = `${text.slice(11, 19)} UTC`;
  return Math.abs(at - now) < dayMs ? time : `${text.slice(0, 10)} ${time}`;
}
