import { z } from 'zod';
import { HistoryPage } from '../model/history-entry.ts';
import { ById, Nothing, procedure } from './base.ts';

export const history = {
  /** Newest first. `search` matches words in URL, headers and bodies, by prefix. */
  list: procedure
    .input(z.object({ search: z.string(), cursor: z.number().nullable(), limit: z.number().int().min(1).max(200) }))
    .output(HistoryPage),
  remove: procedure.input(ById).output(Nothing),
  clear: procedure.output(Nothing),
};
