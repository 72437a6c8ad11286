import type { Problem } from '../contract/errors.ts';
import type { Clues } from '../model/clues.ts';
import type { Connection } from '../model/connection.ts';
import type { Doubt, ExchangeFailure, HeaderLine, Hop, Peer, Timings } from '../model/exchange.ts';
import type { Evidence } from '../model/gate-report.ts';
import type { ProbeId } from '../model/probe.ts';
import type { OpenedFile } from '../model/support-bundle.ts';
import type { SystemId } from '../model/system-id.ts';
import type { TokenState } from '../model/token.ts';

/** An answer as a file tells it. */
export type ImportedResponse = {
  status: number;
  statusText: string;
  headers: HeaderLine[];
  /** Decoded; null without a body, and when the file does not hold it or it is no text. */
  body: string | null;
  bodyBytes: number;
  isComplete: boolean;
};

/** What only a support bundle says: that which a live exchange knows and no other record does. */
export type BundleRecord = {
  system: SystemId;
  kind: 'call' | 'token';
  operationId: string | null;
  token: TokenState | null;
  clues: Clues;
  /** Position of the token call in the bundle; null without one. */
  tokenCall: number | null;
  resendOf: number | null;
  probeOf: { entry: number; probe: ProbeId } | null;
  connection: Connection | null;
};

/** A call and its outcome as somebody else's tool recorded them: still with every secret that stands in the file. */
export type ImportedExchange = {
  /** As the tool named it; null when it did not. */
  name: string | null;
  /** Epoch ms; null when the file does not say. */
  startedAt: number | null;
  method: string;
  url: string;
  headers: HeaderLine[];
  body: string | null;
  bodyBytes: number;
  response: ImportedResponse | null;
  failure: ExchangeFailure | null;
  hops: Hop[];
  timings: Timings;
  peer: Peer | null;
  notes: Evidence[];
  /** Causes that this record cannot prove. */
  doubts: Doubt[];
  record: BundleRecord | null;
};

/** What a text turned out to be. */
export type TrafficReading =
  | {
      ok: true;
      format: OpenedFile['format'];
      /** "a HAR of Chrome 128 with 14 exchanges" */
      words: string;
      exchanges: ImportedExchange[];
      /** What could not be read, in sentences. */
      notes: string[];
    }
  | { ok: false; problems: Problem[] };

/** A reading that failed, in a sentence and what to do. Neither repeats a value of the file. */
export function unreadable(sentence: string, mend: string, place: Partial<Problem> = {}): TrafficReading {
  return { ok: false, problems: [{ field: '', line: null, column: null, sentence, mend, ...place }] };
}

export function noTimings(totalMs = 0): Timings {
  const none = { lookupMs: null, connectMs: null, tlsMs: null, waitMs: null, downloadMs: null };
  return { ...none, totalMs, isConnectionReused: false };
}

/** A call of which nothing is known yet but what was asked. */
export function importedCall(method: string, url: string, changes: Partial<ImportedExchange> = {}): ImportedExchange {
  return {
    name: null,
    startedAt: null,
    method,
    url,
    headers: [],
    body: null,
    bodyBytes: byteLength(changes.body ?? null),
    response: null,
    failure: null,
    hops: [],
    timings: noTimings(),
    peer: null,
    notes: [],
    doubts: [],
    record: null,
    ...changes,
  };
}

/** Bytes of a text in UTF-8. */
export function byteLength(text: string | null): number {
  return text === null ? 0 : new TextEncoder().encode(text).length;
}

/** More exchanges than this are not read out of one file: no window shows them, and no report reads them. */
export const mostExchanges = 2000;

/** A body longer than this is cut: reports read its beginning only. */
export const longestBody = 1024 * 1024;

/** Cuts what is longer, and says so. */
export function cutBody(text: string): { text: string; isCut: boolean } {
  return text.length > longestBody ? { text: text.slice(0, longestBody), isCut: true } : { text, isCut: false };
}
