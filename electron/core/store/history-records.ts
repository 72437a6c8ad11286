import type { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { GateCount } from '#shared/model/history-entry.ts';
import { createHistoryIndex, type HistoryIndex, inTransaction } from './history-index.ts';
import { createList, createNear, indexedAtOnce } from './history-list.ts';
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

/** Below this, a frame's own header eats what compression wins. */
const leastBytesToCompress = 256;

/** Prepares every statement once, over an open database at today's schema. */
export function createHistoryRecords(database: DatabaseSync): HistoryRecords {
  const index = createHistoryIndex(database);
  const add = createAdd(database, index);
  const list = createList(database, index);
  const readBody = createReadBody(database);
  const find = database.prepare('SELECT seq, exchange FROM entries WHERE id = ?');
  const removeEntry = database.prepare('DELETE FROM entries WHERE seq = ?');
  const stops = database.prepare(
    `SELECT stopped_at AS gate, count(*) AS count FROM entries WHERE stopped_at IS NOT NULL
     GROUP BY stopped_at ORDER BY count DESC, gate`,
  );
  const removeBody = database.prepare('DELETE FROM bodies WHERE seq = ?');

  return {
    add,
    list,
    readBody,
    stops: () => stops.all() as GateCount[],
    near: createNear(database),
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
       started_at, total_ms, body_bytes, exchange, probe_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertBody = database.prepare('INSERT INTO bodies (seq, total_bytes, coding, data) VALUES (?, ?, ?, ?)');
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');

  const insert = ({ entry: e, exchange, body, searchText, probeOf }: NewEntry): void => {
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
      ...[Math.trunc(e.startedAt), e.totalMs, e.bodyBytes, exchange, probeOf],
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
