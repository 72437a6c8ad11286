import type { Studio } from './studio.ts';

/** One picture of the walk. Scenes follow one another in the same window; each begins where the one before it left off. */
export type Scene = {
  /** Becomes the name of the file. */
  name: string;
  arrange(studio: Studio): Promise<void>;
  /** Takes away what would lie over the next scene. */
  leave?(studio: Studio): Promise<void>;
};
