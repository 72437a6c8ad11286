import { Failure } from '#core/failure.ts';

/** The part of a system error that is a fact and never a value. */
function errorCodeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unknown';
}

const reasons: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'Gatewright may not write in its data folder',
  EPERM: 'Gatewright may not write in its data folder',
  EROFS: 'the disk is read-only',
  EIO: 'the disk reported a fault',
};

/** Why the system refused, in words that continue "…: ". Holds the error's code at most, never its message or a path. */
export function reasonOf(error: unknown): string {
  const code = errorCodeOf(error);
  return reasons[code] ?? `the system refused it (${code})`;
}

/** A refused write. `what` is what could not be saved, as a sentence's subject: `The connections`. */
export function writeFailure(what: string, error: unknown): Failure {
  return new Failure(
    'STORE_FAILED',
    `${what} could not be saved: ${reasonOf(error)}. Nothing that was saved before is lost.`,
  );
}
