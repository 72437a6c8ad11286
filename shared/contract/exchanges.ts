import { z } from 'zod';
import { Draft } from '../model/draft.ts';
import { Exchange } from '../model/exchange.ts';
import { ById, procedure } from './base.ts';

export const exchanges = {
  /**
   * Sends a draft and answers with what happened, recorded in history before it is returned. A refused login, a dead
   * host or a broken answer is an exchange with a failure, not an error; an error means that nothing was sent. Aborting
   * the call cancels the exchange. `renewToken` fetches a new token first. A 401 to a token that was at hand is met with a
   * new token and one more send, which is an exchange of its own: of a method that may be repeated always, of POST and
   * PATCH when the draft's `resendOn401` allows it.
   */
  send: procedure.input(z.object({ draft: Draft, renewToken: z.boolean() })).output(Exchange),
  /** Reads an exchange from history. Fails with `ENTRY_NOT_FOUND`. */
  get: procedure.input(ById).output(Exchange),
};
