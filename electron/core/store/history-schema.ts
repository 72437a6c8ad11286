/**
 * The steps that lead from an empty database to today's, each run once and in a transaction of its own. The number of
 * steps done is `user_version`. A step that was released is never edited; a change is a new step.
 *
 * The exchange is the last column, so that listing does not read it. `search` keeps no text of its own (contentless).
 * Its prefix indexes cost 0.9 KB per entry; without them the first typed letter took 23 ms at 10,000 entries, now 0.6.
 */
export const historySteps: readonly string[] = [
  `CREATE TABLE entries (
     seq INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     kind TEXT NOT NULL,
     name TEXT NOT NULL,
     connection_id TEXT,
     connection_name TEXT,
     method TEXT NOT NULL,
     url TEXT NOT NULL,
     status INTEGER,
     failure_code TEXT,
     stopped_at TEXT,
     started_at INTEGER NOT NULL,
     total_ms REAL NOT NULL,
     body_bytes INTEGER,
     exchange TEXT NOT NULL
   ) STRICT;
   CREATE TABLE bodies (
     seq INTEGER PRIMARY KEY,
     total_bytes INTEGER NOT NULL,
     coding TEXT NOT NULL CHECK (coding IN ('plain', 'zstd')),
     data BLOB NOT NULL
   ) STRICT;
   CREATE VIRTUAL TABLE search USING fts5 (
     text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2'
   );`,
  // Texts that are recorded and not in the search index yet: see `history-index.ts`.
  'CREATE TABLE unindexed (seq INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;',
  // The indexes leave out what most entries lack, so that a usual entry writes no page of them.
  `ALTER TABLE entries ADD COLUMN probe_of TEXT;
   CREATE INDEX entries_probe_of ON entries (probe_of) WHERE probe_of IS NOT NULL;
   CREATE INDEX entries_stopped_at ON entries (stopped_at) WHERE stopped_at IS NOT NULL;`,
];
