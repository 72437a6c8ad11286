import type { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { HistoryEntry } from '#shared/model/history-entry.ts';
import { createHistoryIndex, type HistoryIndex, inTransaction } from './history-index.ts';
import type { HistoryCallName, HistoryCalls, NewEntry } from './history-messages.ts';
import { maxStoredBodyBytes } from './history-messages.ts';
import { fitWindow } from './window.ts';

/** What can be done with the records, one function per call. All throw what SQLite throws. */
export type HistoryRecords = {
  [N in Exclude<HistoryCallName, 'notices'>]: (input: HistoryCalls[N]['input']) => HistoryCalls[N]['output'];
} & {
  /** Moves some of what was recorded into the search index. True when there is more to do. */
  catchUp(): boolean;
};

/** Indexed in one go: some 15 ms at the most in which no call is answered. */
const indexedAtOnce = 32;

/** Below this, a frame's own header eats what compression wins. */
const leastBytesToCompress = 256;

const listColumns = `e.seq, e.id, e.kind, e.name, e.connection_id AS connectionId, e.connection_name AS connectionName,
  e.method, e.url, e.status, e.failure_code AS failureCode, e.stopped_at AS stoppedAt, e.started_at AS startedAt,
  e.total_ms AS totalMs, e.body_bytes AS bodyBytes`;

/** Prepares every statement once, over an open database at today's schema. */
export function createHistoryRecords(database: DatabaseSync): HistoryRecords {
  const index = createHistoryIndex(database);
  const add = createAdd(database, index);
  const list = createList(database, index);
  const readBody = createReadBody(database);
  const find = database.prepare('SELECT seq, exchange FROM entries WHERE id = ?');
  const removeEntry = database.prepare('DELETE FROM entries WHERE seq = ?');
  const removeBody = database.prepare('DELETE FROM bodies WHERE seq = ?');

  return {
    add,
    list,
    readBody,
    get: ({ id }) => {
      const row = find.get(id);
      return row === undefined ? null : String(row.exchange);
    },
    remove: ({ id }) => {
      const seq = find.get(id)?.seq;
      if (seq === undefined) return null;
      inTransaction(database, () => {
        index.remove(Number(seq));
        for (const statement of [removeBody, removeEntry]) statement.run(seq);
      });
      return null;
    },
    clear: () => {
      inTransaction(database, () => {
        index.clear();
        database.exec('DELETE FROM bodies; DELETE FROM entries;');
      });
      // What was cleared must not linger in free pages or the log.
      database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE);');
      return null;
    },
    catchUp: () => index.catchUp(indexedAtOnce),
  };
}

function createAdd(database: DatabaseSync, index: HistoryIndex): HistoryRecords['add'] {
  const insertEntry = database.prepare(
    `INSERT INTO entries (id, kind, name, connection_id, connection_name, method, url, status, failure_code, stopped_at,
       started_at, total_ms, body_bytes, exchange) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertBody = database.prepare('INSERT INTO bodies (seq, total_bytes, coding, data) VALUES (?, ?, ?, ?)');
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');

  const insert = ({ entry: e, exchange, body, searchText }: NewEntry): void => {
    const packed = body === null ? null : pack(body);
    const { lastInsertRowid: seq } = insertEntry.run(
      ...[
        e.id,
        e.kind,
        e.name,
        e.connectionId,
        e.connectionName,
        e.method,
        e.url,
        e.status,
        e.failureCode,
        e.stoppedAt,
      ],
      ...[Math.trunc(e.startedAt), e.totalMs, e.bodyBytes, exchange],
    );
    if (body !== null && packed !== null) insertBody.run(seq, body.byteLength, packed.coding, packed.data);
    index.note(seq, searchText);
  };

  return (input) => {
    begin.run();
    try {
      insert(input);
      commit.run();
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
    return null;
  };
}

function pack(body: Uint8Array): { coding: 'plain' | 'zstd'; data: Uint8Array } {
  if (body.byteLength < leastBytesToCompress) return { coding: 'plain', data: body };
  const data = zstdCompressSync(body);
  return data.byteLength < body.byteLength ? { coding: 'zstd', data } : { coding: 'plain', data: body };
}

/** Newest first by row number. One row more than asked for tells whether there is a next page. */
function createList(database: DatabaseSync, index: HistoryIndex): HistoryRecords['list'] {
  const all = database.prepare(`SELECT ${listColumns} FROM entries e WHERE e.seq < ? ORDER BY e.seq DESC LIMIT ?`);
  const countAll = database.prepare('SELECT count(*) AS total FROM entries');
  const found = database.prepare(
    `SELECT ${listColumns} FROM search s JOIN entries e ON e.seq = s.rowid
     WHERE s.text MATCH ? AND s.rowid < ? ORDER BY s.rowid DESC LIMIT ?`,
  );
  const countFound = database.prepare('SELECT count(*) AS total FROM search WHERE text MATCH ?');

  return ({ match, cursor, limit }) => {
    if (match !== null) while (index.catchUp(indexedAtOnce));
    const before = cursor ?? Number.MAX_SAFE_INTEGER;
    const rows = match === null ? all.all(before, limit + 1) : found.all(match, before, limit + 1);
    const count = match === null ? countAll.get() : countFound.get(match);
    const page = rows.slice(0, limit);
    return {
      entries: page.map(({ seq: _, ...entry }) => entry as HistoryEntry),
      total: Number(count?.total ?? 0),
      cursor: rows.length > limit ? Number(page.at(-1)?.seq) : null,
    };
  };
}

function createReadBody(database: DatabaseSync): HistoryRecords['readBody'] {
  const find = database.prepare(
    'SELECT b.total_bytes AS totalBytes, b.coding, b.data FROM entries e JOIN bodies b ON b.seq = e.seq WHERE e.id = ?',
  );
  return ({ id, offset, length }) => {
    const row = find.get(id);
    if (row === undefined || !(row.data instanceof Uint8Array)) return null;
    const totalBytes = Number(row.totalBytes);
    const whole =
      row.coding === 'zstd' ? zstdDecompressSync(row.data, { maxOutputLength: maxStoredBodyBytes }) : row.data;
    const window = fitWindow(offset, length, totalBytes);
    return { bytes: new Uint8Array(whole.subarray(window.offset, window.offset + window.length)), totalBytes };
  };
}
