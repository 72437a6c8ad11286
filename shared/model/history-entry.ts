import { z } from 'zod';

/** One line of the history list. */
export const HistoryEntry = z.object({
  id: z.string(),
  kind: z.enum(['call', 'token']),
  name: z.string(),
  connectionId: z.string().nullable(),
  connectionName: z.string().nullable(),
  method: z.string(),
  url: z.string(),
  /** HTTP status; null when there was no answer. */
  status: z.number().nullable(),
  failureCode: z.string().nullable(),
  /** Id of the gate that stopped it; null when none did. */
  stoppedAt: z.string().nullable(),
  /** Epoch ms. */
  startedAt: z.number(),
  totalMs: z.number(),
  bodyBytes: z.number().nullable(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** How many entries a gate stopped. */
export const GateCount = z.object({ gate: z.string(), count: z.number() });
export type GateCount = z.infer<typeof GateCount>;

/** Newest first. `cursor` asks for the next page; null at the end. */
export const HistoryPage = z.object({
  entries: z.array(HistoryEntry),
  total: z.number(),
  cursor: z.number().nullable(),
});
export type HistoryPage = z.infer<typeof HistoryPage>;
