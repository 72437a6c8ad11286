import { findHeader } from '../../text/headers.ts';
import type { Leg } from './rule.ts';

/** Two clocks at the same moment, epoch ms. `local` is this machine's at the send; `server` is null when nothing tells. */
export type Clocks = { local: number; server: number | null; source: string };

/** A difference up to here is no fault of a clock: `Date` counts whole seconds, and the way takes its time. */
export const clockToleranceMs = 30_000;

/**
 * Further apart than this they are no two views of one moment: an imported transcript may not tell when it was made, and an
 * old answer may come out of a cache.
 */
const longestSkewMs = 26 * 3_600_000;

/**
 * The clocks of an exchange. The server's is read off its own words (“time now: …”, as SAP's library, jjwt and .NET write it),
 * else off `Date` and `Age` of the answer (RFC 9110, 6.6.1); a gateway in front may have written that one.
 */
export function clocksOf(leg: Leg, words: string): Clocks {
  const told =
    /(?:time now|current time(?: \(utc\))?|now)\W{1,4}(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?/i.exec(
      words,
    );
  const own = told === null ? Number.NaN : Date.parse(`${(told[1] ?? '').replace(' ', 'T')}${told[2] ?? 'Z'}`);
  if (!Number.isNaN(own)) return { local: leg.startedAt, server: own, source: 'the service’s own words' };
  return { local: leg.startedAt, server: dateOf(leg), source: 'header `Date` of the answer' };
}

/** How far the server's clock is ahead, in ms; 0 within what is usual, null when it cannot be told. */
export function skewMs(leg: Leg, { local, server }: Clocks): number | null {
  if (server === null) return null;
  const end = local + Math.max(0, leg.timings.totalMs);
  const skew = server > end ? server - end : Math.min(0, server - local);
  if (Math.abs(skew) > longestSkewMs) return null;
  return Math.abs(skew) <= clockToleranceMs ? 0 : skew;
}

function dateOf({ response }: Leg): number | null {
  const headers = response?.headers ?? [];
  const date = Date.parse(findHeader(headers, 'date') ?? '');
  if (Number.isNaN(date)) return null;
  const age = Number(findHeader(headers, 'age') ?? 0);
  return date + (Number.isFinite(age) && age > 0 ? age * 1000 : 0);
}
