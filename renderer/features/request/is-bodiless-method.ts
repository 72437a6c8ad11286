import type { HttpMethod } from '#shared/model/draft.ts';

/** Whether calls by this method have no body, as a rule: theirs is room to be spared. */
export function isBodilessMethod(method: HttpMethod): boolean {
  return method === 'GET' || method === 'HEAD';
}
