import type { FailureCode, Problem } from '#shared/contract/errors.ts';

/**
 * A failure with a stable code and a sentence fit for the screen. The router maps it to the contract's error of the same
 * code; anything else that is thrown reaches the renderer as an internal error without its text.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;
  readonly problems: Problem[];
  readonly exchangeId: string | null;

  constructor(code: FailureCode, sentence: string, data: { problems?: Problem[]; exchangeId?: string } = {}) {
    super(sentence);
    this.code = code;
    this.problems = data.problems ?? [];
    this.exchangeId = data.exchangeId ?? null;
  }
}
