import type { FormProblem } from './credential-problems.ts';

/** What is wrong with one field, in words; undefined when nothing is. */
export function errorOf(problems: readonly FormProblem[], field: string): string | undefined {
  return sayFirst(problems, field, 'certain');
}

/** What the server will likely refuse in one field, in words. */
export function adviceOf(problems: readonly FormProblem[], field: string): string | undefined {
  return sayFirst(problems, field, 'likely');
}

function sayFirst(
  problems: readonly FormProblem[],
  field: string,
  confidence: FormProblem['confidence'],
): string | undefined {
  const found = problems.find((problem) => problem.field === field && problem.confidence === confidence);
  if (found === undefined) return undefined;
  const { line, column, sentence, mend } = found;
  const place = line === null ? '' : `Line ${line}${column === null ? '' : `, column ${column}`}: `;
  // Backquotes set a word in mono elsewhere; under a field there is only text.
  return `${place}${mend === '' ? sentence : `${sentence} ${mend}`}`.replaceAll('`', '');
}
