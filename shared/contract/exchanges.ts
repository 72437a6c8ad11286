import { z } from 'zod';
import { Draft } from '../model/draft.ts';
import { Exchange } from '../model/exchange.ts';
import { ById, procedure } from './base.ts';

export const exchanges = {
  /**
   * Sends a draft and answers with what happened, recorded in history before it is returned. A refused login, a dead
   * host or a broken answer is an exchange with a failure, not an error; an error means that nothing was sent. Aborting
   * the call cancels the exchange. `renewToken` fetches a new token first.
   */
  send: procedure.input(z.object({ draft: Draft, renewToken: z.boolean() })).output(Exchange),
  /** Reads an exchange from history. Fails with `ENTRY_NOT_FOUND`. */
  get: procedure.input(ById).output(Exchange),
};
