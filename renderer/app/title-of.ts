import type { Draft } from '#shared/model/draft.ts';

/** The name of a draft, and of its exchanges, that nobody named. */
export const unnamed = 'New draft';

/** What a call is called on screen: by its name, and where nobody gave it one, by the end of its path. */
export function titleOf({ name, url }: Pick<Draft, 'name' | 'url'>): string {
  if (name !== unnamed && name !== '') return name;
  const path = url.split(/[?#]/)[0]?.replace(/\/+$/, '') ?? '';
  return path.slice(path.lastIndexOf('/') + 1) || name;
}
