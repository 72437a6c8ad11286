import type { Timings } from '#shared/model/exchange.ts';
import type { HopResult } from './hop-flight.ts';

/** Where the time went: steps of the last hop, total over all of them. A proxy's tunnel counts as connecting. Clock readings never give a negative span. */
export function timingsOf({ connection, isConnectionReused, marks }: HopResult, startedAt: number): Timings {
  const opened = isConnectionReused ? null : connection;
  return {
    lookupMs: opened?.lookupMs ?? null,
    connectMs: opened === null || opened.connectMs === null ? null : opened.connectMs + (opened.proxyMs ?? 0),
    tlsMs: opened?.tlsMs ?? null,
    waitMs: span(marks.sentAt, marks.firstByteAt),
    downloadMs: span(marks.firstByteAt, marks.firstByteAt === null ? null : marks.endedAt),
    totalMs: Math.max(0, marks.endedAt - startedAt),
    isConnectionReused,
  };
}

/** Of an exchange that never reached the network. */
export function noTimings(totalMs: number): Timings {
  return {
    lookupMs: null,
    connectMs: null,
    tlsMs: null,
    waitMs: null,
    downloadMs: null,
    totalMs: Math.max(0, totalMs),
    isConnectionReused: false,
  };
}

function span(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : Math.max(0, to - from);
}
