import type { FailureCode, Problem } from '#shared/contract/errors.ts';
import { Failure } from '../failure.ts';

/** A problem at a field and at no place in a text. */
export function problemAt(field: string, sentence: string, mend = ''): Problem {
  return { field, line: null, column: null, sentence, mend };
}

/** A failure whose sentence is that of its first problem. */
export function failureOf(code: FailureCode, problems: Problem[]): Failure {
  return new Failure(code, problems[0]?.sentence ?? 'This could not be read.', { problems });
}

/** @throws Failure CREDENTIAL_INVALID when there are any */
export function refuseInvalid(problems: Problem[]): void {
  if (problems.length > 0) throw failureOf('CREDENTIAL_INVALID', problems);
}
