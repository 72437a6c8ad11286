import type { DatabaseSync } from 'node:sqlite';
import type { HistoryEntry } from '#shared/model/history-entry.ts';
import type { HistoryIndex } from './history-index.ts';
import type { HistoryCalls } from './history-messages.ts';

const columns = `e.seq, e.id, e.kind, e.name, e.connection_id AS connectionId, e.connection_name AS connectionName,
  e.method, e.url, e.status, e.failure_code AS failureCode, e.stopped_at AS stoppedAt, e.started_at AS startedAt,
  e.total_ms AS totalMs, e.body_bytes AS bodyBytes`;

/** A null filter lets every entry through. */
const filters = '(?1 IS NULL OR e.stopped_at = ?1) AND (?2 IS NULL OR e.connection_id = ?2)';

type List = (input: HistoryCalls['list']['input']) => HistoryCalls['list']['output'];

/** Newest first by row number. One row more than asked for tells whether there is a next page. */
export function createList(database: DatabaseSync, index: HistoryIndex): List {
  const all = database.prepare(
    `SELECT ${columns} FROM entries e WHERE ${filters} AND e.seq < ?3 ORDER BY e.seq DESC LIMIT ?4`,
  );
  const countAll = database.prepare('SELECT count(*) AS total FROM entries');
  const countFiltered = database.prepare(`SELECT count(*) AS total FROM entries e WHERE ${filters}`);
  const found = database.prepare(
    `SELECT ${columns} FROM search s JOIN entries e ON e.seq = s.rowid
     WHERE ${filters} AND s.text MATCH ?5 AND s.rowid < ?3 ORDER BY s.rowid DESC LIMIT ?4`,
  );
  const countFound = database.prepare(
    `SELECT count(*) AS total FROM search s JOIN entries e ON e.seq = s.rowid WHERE ${filters} AND s.text MATCH ?3`,
  );

  return ({ match, stoppedAt, connectionId, cursor, limit }) => {
    if (match !== null) while (index.catchUp(indexedAtOnce));
    const page = [stoppedAt, connectionId, cursor ?? Number.MAX_SAFE_INTEGER, limit + 1] as const;
    const isFiltered = stoppedAt !== null || connectionId !== null;
    const rows = match === null ? all.all(...page) : found.all(...page, match);
    const whole = isFiltered ? countFiltered.get(stoppedAt, connectionId) : countAll.get();
    const count = match === null ? whole : countFound.get(stoppedAt, connectionId, match);
    const shown = rows.slice(0, limit);
    return {
      entries: shown.map(({ seq: _, ...entry }) => entry as HistoryEntry),
      total: Number(count?.total ?? 0),
      cursor: rows.length > limit ? Number(shown.at(-1)?.seq) : null,
    };
  };
}

/** Indexed in one go: some 15 ms at the most in which no call is answered. */
export const indexedAtOnce = 32;

/** How far around an entry its witnesses are looked for, in rows, and how many are taken on either side. */
const reach = { rows: 400, entries: 12 } as const;

/** The entries of the same connection around one, its probes included and itself left out, oldest first. */
export function createNear(
  database: DatabaseSync,
): (input: HistoryCalls['near']['input']) => HistoryCalls['near']['output'] {
  const find = database.prepare('SELECT seq, connection_id AS connectionId FROM entries WHERE id = ?');
  const before = database.prepare(
    'SELECT seq, id FROM entries WHERE seq < ?1 AND seq >= ?1 - ?2 AND connection_id IS ?3 ORDER BY seq DESC LIMIT ?4',
  );
  const after = database.prepare(
    'SELECT seq, id FROM entries WHERE seq > ?1 AND seq <= ?1 + ?2 AND connection_id IS ?3 ORDER BY seq LIMIT ?4',
  );
  const probes = database.prepare('SELECT seq, id FROM entries WHERE probe_of = ?');
  return ({ id }) => {
    const row = find.get(id);
    if (row === undefined) return [];
    const around = [Number(row.seq), reach.rows, row.connectionId ?? null, reach.entries] as const;
    const rows = [...before.all(...around), ...after.all(...around), ...probes.all(id)];
    const bySeq = new Map(rows.map(({ seq, id: near }) => [Number(seq), String(near)]));
    return [...bySeq].toSorted(([a], [b]) => a - b).map(([, near]) => near);
  };
}
