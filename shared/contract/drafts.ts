import { z } from 'zod';
import { Draft } from '../model/draft.ts';
import { ById, Nothing, procedure } from './base.ts';

export const drafts = {
  /** In the order of their tabs. */
  list: procedure.output(z.array(Draft)),
  save: procedure.input(Draft).output(Nothing),
  remove: procedure.input(ById).output(Nothing),
};
