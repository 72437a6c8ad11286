import type { Problem } from '#shared/contract/errors.ts';
import { assertionProblems } from '#shared/jwt/assertion-rules.ts';
import type { Credential } from '#shared/model/credential.ts';
import type { KeyDescription } from '#shared/model/key-description.ts';
import type { SystemId } from '#shared/model/system-id.ts';
import { fieldProblems } from './field-problems.ts';

/** A fault of a form. What is only `likely` to be refused is said, and keeps nobody from going on. */
export type FormProblem = Problem & { confidence: 'certain' | 'likely' };

/** Every fault of a credential: what it lacks, and what its system would refuse in an assertion. `key` is null while unknown. */
export function credentialProblems(
  credential: Credential,
  system: SystemId,
  key: KeyDescription | null = null,
): FormProblem[] {
  const own: FormProblem[] = fieldProblems(credential).map((problem) => ({ ...problem, confidence: 'certain' }));
  if (credential.kind !== 'assertion') return own;
  const isNumeric = own.every(({ field }) => !field.endsWith('Seconds'));
  const rules = assertionProblems(credential, system, key);
  // Rules about spans of time say nothing sensible of what is no number.
  return [...own, ...(isNumeric ? rules : rules.filter(({ field }) => !field.endsWith('Seconds')))];
}

/** Whether these faults keep the form from being sent. */
export function isBlocked(problems: readonly FormProblem[]): boolean {
  return problems.some(({ confidence }) => confidence === 'certain');
}
