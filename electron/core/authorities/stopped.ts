/** An update that cannot go on: what is said of it, and what mends it. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  readonly mend: string;
  readonly reason: 'other-instance' | undefined;

  constructor(words: string, mend: string, reason?: 'other-instance') {
    super(words);
    this.mend = mend;
    this.reason = reason;
  }
}
