import { reasonOf } from './store-failure.ts';

/** SQLite's primary result codes that mean something to a person (sqlite.org/rescode.html). */
const full = 13;
const readOnly = 8;
const busy = 5;
const corrupt = 11;
const notADatabase = 26;

/** The primary result code; null when the error is not SQLite's. */
function resultCodeOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return null;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}

/** Whether the file itself is bad, as opposed to the disk or the moment. */
export function isDamage(error: unknown): boolean {
  const code = resultCodeOf(error);
  return code === corrupt || code === notADatabase;
}

/** Why the database refused, in words that continue "…: ". Never SQLite's own text, which may quote content. */
export function sqliteReasonOf(error: unknown): string {
  const code = resultCodeOf(error);
  if (code === full) return 'the disk is full';
  if (code === readOnly) return 'Gatewright may not write in its data folder';
  if (code === busy) return 'another Gatewright is writing at this moment';
  if (isDamage(error)) return 'the file is damaged, and will be checked at the next start';
  return code === null ? reasonOf(error) : `the database refused it (${code})`;
}
