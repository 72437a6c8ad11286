import type { Problem } from '#shared/contract/errors.ts';
import type { Draft } from '#shared/model/draft.ts';
import { readContentType } from '#shared/text/content-type.ts';
import { firstJsonProblem } from '#shared/text/json-problems.ts';

/** The language a draft's body is written in, by its Content-Type header; JSON when nothing says otherwise. */
export function bodyLanguageOf({ headers }: Pick<Draft, 'headers'>): 'json' | 'text' {
  const header = headers.find(({ name, isEnabled }) => isEnabled && name.trim().toLowerCase() === 'content-type');
  return header === undefined || readContentType(header.value).kind === 'json' ? 'json' : 'text';
}

/**
 * The first fault of a body that means to be JSON; null for an empty one and for one that begins like something else.
 * A `{{variable}}` counts as a value, because it will have been replaced when the body is sent.
 */
export function findBodyFault(body: string): Problem | null {
  if (!/^\s*[[{]/.test(body)) return null;
  return firstJsonProblem(withVariablesAsValues(body));
}

/** Same length, same lines: places in the text stay true. */
function withVariablesAsValues(body: string): string {
  return body.replaceAll(/\{\{[^\S\n]*[\w.-]+[^\S\n]*\}\}/g, (variable) => '0'.padEnd(variable.length));
}
