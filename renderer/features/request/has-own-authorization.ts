import type { Draft } from '#shared/model/draft.ts';

/** Whether a draft brings its own `Authorization` header, which then goes out instead of the connection's login. */
export function hasOwnAuthorization({ headers }: Pick<Draft, 'headers'>): boolean {
  return headers.some(({ name, isEnabled }) => isEnabled && name.trim().toLowerCase() === 'authorization');
}
