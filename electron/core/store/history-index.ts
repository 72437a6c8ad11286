import type { DatabaseSync } from 'node:sqlite';

/** The search index, which may be behind the entries but never forgets one. */
export type HistoryIndex = {
  /** Notes a text to be indexed; part of the caller's transaction. */
  note(seq: number | bigint, text: string): void;
  /** Takes an entry out again; part of the caller's transaction. */
  remove(seq: number | bigint): void;
  clear(): void;
  /** Indexes up to `most` of the texts noted, in one transaction. True when there are more. */
  catchUp(most: number): boolean;
};

/**
 * Indexing an entry costs more than recording it (0.3 ms against 0.05), and whoever sends a call waits for the record only.
 * So the text is kept beside the entry, in the same transaction, and moved into the index when there is nothing else to
 * do, or before the next search. A process killed in between finds it at its next start.
 */
export function createHistoryIndex(database: DatabaseSync): HistoryIndex {
  const note = database.prepare('INSERT INTO unindexed (seq, text) VALUES (?, ?)');
  const oldest = database.prepare('SELECT seq, text FROM unindexed ORDER BY seq LIMIT ?');
  const insert = database.prepare('INSERT INTO search (rowid, text) VALUES (?, ?)');
  const forget = database.prepare('DELETE FROM unindexed WHERE seq = ?');
  const remove = database.prepare('DELETE FROM search WHERE rowid = ?');

  return {
    note: (seq, text) => {
      note.run(seq, text);
    },
    remove: (seq) => {
      forget.run(seq);
      remove.run(seq);
    },
    clear: () => database.exec(`INSERT INTO search (search) VALUES ('delete-all'); DELETE FROM unindexed;`),
    catchUp: (most) => {
      const rows = oldest.all(most);
      if (rows.length === 0) return false;
      inTransaction(database, () => {
        for (const { seq, text } of rows) {
          insert.run(seq ?? null, text ?? null);
          forget.run(seq ?? null);
        }
      });
      return rows.length === most;
    },
  };
}

/** Runs a change whole or not at all. Throws what SQLite throws. */
export function inTransaction(database: DatabaseSync, change: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    change();
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
