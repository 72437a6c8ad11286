import { Draft } from '#shared/model/draft.ts';
import type { StoreOptions } from './documents.ts';
import { type ItemStore, openItems } from './items.ts';

/** The open drafts, in the order of their tabs. */
export type DraftStore = Omit<ItemStore<Draft>, 'get'>;

/** Opens `drafts.json`. */
export function openDrafts(options: StoreOptions): DraftStore {
  return openItems({ name: 'drafts', subject: 'The drafts', itemSubject: 'The draft', schema: Draft }, options);
}
