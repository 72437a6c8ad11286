import type { GateCount, HistoryEntry } from '#shared/model/history-entry.ts';

/** An entry on its way into history. Text and bytes only: they are cloned once, on their way to the worker. */
export type NewEntry = {
  entry: HistoryEntry;
  /** The exchange as JSON. */
  exchange: string;
  /** At most `maxStoredBodyBytes`; null when there is none or it is in a file. */
  body: Uint8Array | null;
  /** At most `maxIndexedCharacters`. */
  searchText: string;
  /** Id of the exchange this one is a probe for; null for every other. */
  probeOf: string | null;
};

/** What the worker does, and what it answers. */
export type HistoryCalls = {
  /** Sentences about what was mended while opening. */
  notices: { input: null; output: string[] };
  add: { input: NewEntry; output: null };
  /** `match` is an FTS5 expression of our own making; null lists everything, as null does in the other two filters. */
  list: {
    input: {
      match: string | null;
      stoppedAt: string | null;
      connectionId: string | null;
      cursor: number | null;
      limit: number;
    };
    output: { entries: HistoryEntry[]; total: number; cursor: number | null };
  };
  stops: { input: null; output: GateCount[] };
  /** Ids of the entries that may bear witness about one: those around it on the same connection, and its probes; oldest first. */
  near: { input: { id: string }; output: string[] };
  /** The exchange as JSON; null when there is none. */
  get: { input: { id: string }; output: string | null };
  /** Null when there is no such body. */
  readBody: {
    input: { id: string; offset: number; length: number };
    output: { bytes: Uint8Array; totalBytes: number } | null;
  };
  remove: { input: { id: string }; output: null };
  clear: { input: null; output: null };
};
export type HistoryCallName = keyof HistoryCalls;

/** The first message, posted by the host, is `open`; the last is `close`, upon which the process ends by itself. */
export type HistoryMessage =
  | { open: string }
  | { close: true }
  | { [N in HistoryCallName]: { callId: number; name: N; input: HistoryCalls[N]['input'] } }[HistoryCallName];

/** `failed` is a sentence fit for the screen. */
export type HistoryAnswer = { callId: number; value: unknown } | { callId: number; failed: string };

/** Bigger bodies belong in a file (`bodies.ts`). */
export const maxStoredBodyBytes = 1024 * 1024;

/** Indexing 9 MB took 2.8 s (security-facts, section 0); a reader looks for what is at the beginning. */
export const maxIndexedCharacters = 64 * 1024;
