import type { z } from 'zod';
import { Failure } from '#core/failure.ts';
import { copyAside } from './data-folder.ts';
import { openDocument, type StoredDocument, type StoreOptions } from './documents.ts';

type Item = { id: string };

/** An ordered list of things with an id, kept in one document. What it hands out is frozen. */
export type ItemStore<T extends Item> = {
  /** In the order in which they were first put. */
  list(): T[];
  get(id: string): T | null;
  /** Replaces the item of the same id in its place, or adds it at the end. Throws `STORE_FAILED`, changing nothing. */
  put(item: T): void;
  /** Does nothing when there is none. Throws `STORE_FAILED`, changing nothing. */
  remove(id: string): void;
};

/** How a list is checked and spoken of: `{ name: 'drafts', subject: 'The drafts', itemSubject: 'The draft' }`. */
export type ItemKind<T extends Item> = { name: string; subject: string; itemSubject: string; schema: z.ZodType<T> };

/**
 * Opens a list of items. An item that does not fit its schema is left out, the others stay, and the file as it was is
 * kept beside.
 */
export function openItems<T extends Item>(kind: ItemKind<T>, options: StoreOptions): ItemStore<T> {
  const document = openDocument(kind.name, kind.subject, options);
  let items = new Map<string, T>();

  const save = (changed: Map<string, T>): void => {
    document.write({ items: [...changed.values()] });
    items = changed;
  };

  if (document.initial !== null) {
    const { good, badCount } = sortOut(document.initial.items, kind.schema);
    items = good;
    if (badCount > 0) {
      const asideName = copyAside(document.file);
      options.onNotice(
        `${kind.subject} had ${badCount} that could not be read. The file is kept as ${asideName}; the others are here.`,
      );
      rewrite(document, good);
    }
  }

  return {
    list: () => [...items.values()],
    get: (id) => items.get(id) ?? null,
    put: (item) => save(new Map(items).set(item.id, checked(item, kind))),
    remove: (id) => {
      if (!items.has(id)) return;
      const changed = new Map(items);
      changed.delete(id);
      save(changed);
    },
  };
}

/** The file still holds everything when this fails, so a full disk must not keep the app from starting. */
function rewrite(document: StoredDocument, items: Map<string, Item>): void {
  try {
    document.write({ items: [...items.values()] });
  } catch {
    // Sorted out again at the next start.
  }
}

/** What would not be read back must not be written. */
function checked<T extends Item>(item: T, kind: ItemKind<T>): T {
  const result = kind.schema.safeParse(item);
  if (result.success) return frozen(result.data);
  const fields = [...new Set(result.error.issues.map((issue) => String(issue.path[0] ?? '')))].join(', ');
  throw new Failure('STORE_FAILED', `${kind.itemSubject} was not saved: it does not fit its shape (${fields}).`);
}

function sortOut<T extends Item>(list: unknown, schema: z.ZodType<T>): { good: Map<string, T>; badCount: number } {
  const good = new Map<string, T>();
  if (!Array.isArray(list)) return { good, badCount: 1 };
  let badCount = 0;
  for (const element of list) {
    const result = schema.safeParse(element);
    if (result.success && !good.has(result.data.id)) good.set(result.data.id, frozen(result.data));
    else badCount += 1;
  }
  return { good, badCount };
}

/** Frozen to the bottom: a copy for each reader cost 30 µs, and a connection is read twice in every send. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
}
