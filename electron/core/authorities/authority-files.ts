import { z } from 'zod';
import type { StoreOptions } from '../store/documents.ts';
import { type ItemStore, openItems } from '../store/items.ts';

/** The parameters file last edited for a connection, as typed; `id` is the connection's. */
const AuthorityFile = z.object({ id: z.string(), text: z.string() });
export type AuthorityFileStore = ItemStore<z.infer<typeof AuthorityFile>>;

/** Opens `authorities.json`. */
export function openAuthorityFiles(options: StoreOptions): AuthorityFileStore {
  const words = { name: 'authorities', subject: 'The authorities files', itemSubject: 'The authorities file' };
  return openItems({ ...words, schema: AuthorityFile }, options);
}
