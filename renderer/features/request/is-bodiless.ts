import type { Draft } from '#shared/model/draft.ts';

/** Whether a draft sends no body, and is not likely to get one. */
export function isBodiless({ body, method }: Pick<Draft, 'body' | 'method'>): boolean {
  return body === '' && (method === 'GET' || method === 'HEAD');
}
