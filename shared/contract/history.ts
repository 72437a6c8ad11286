import { z } from 'zod';
import { GateCount, HistoryPage } from '../model/history-entry.ts';
import { ById, Nothing, procedure } from './base.ts';

export const history = {
  /** Newest first. `search` matches words in URL, headers and bodies, by prefix; `stoppedAt` is the gate that stopped the entry. */
  list: procedure
    .input(
      z.object({
        search: z.string(),
        stoppedAt: z.string().nullable().default(null),
        connectionId: z.string().nullable().default(null),
        cursor: z.number().nullable(),
        limit: z.number().int().min(1).max(200),
      }),
    )
    .output(HistoryPage),
  /** The gates that stopped entries, the most frequent first. */
  stops: procedure.output(z.array(GateCount)),
  remove: procedure.input(ById).output(Nothing),
  clear: procedure.output(Nothing),
};
