import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setAside } from './data-folder.ts';
import { historySteps } from './history-schema.ts';
import { isCutShort } from './sqlite-header.ts';
import { isDamage } from './sqlite-reason.ts';

/** An open database at today's schema, and what had to be mended to get there. */
export type OpenedHistory = { database: DatabaseSync; notices: string[] };

/**
 * Opens the history database. A damaged file is set aside and a fresh one begun; a file of a newer Gatewright is left as
 * it is and another one begun beside it. Throws what SQLite throws when the disk refuses.
 */
export function openHistoryDatabase(file: string, steps: readonly string[] = historySteps): OpenedHistory {
  const notices: string[] = [];
  try {
    if (readVersion(file) > steps.length) {
      const besideFile = fileBeside(file, steps.length);
      const opened = openHistoryDatabase(besideFile, steps);
      const notice = `History was written by a newer Gatewright and is left as it is. This one keeps its own in ${basename(besideFile)}.`;
      return { database: opened.database, notices: [notice, ...opened.notices] };
    }
    return { database: openSound(file, steps), notices };
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  const asideName = setAside(file, ['-wal', '-shm']);
  notices.push(`History could not be read and was begun anew. What was there is kept as ${asideName}.`);
  return { database: openSound(file, steps), notices };
}

/** `history.sqlite` → `history.v1.sqlite`: the same name at every start, so that it is found again. */
function fileBeside(file: string, version: number): string {
  const extension = extname(file);
  return join(dirname(file), `${basename(file, extension)}.v${version}${extension}`);
}

/** Read-only, so that a file of a newer schema is not touched. 0 when there is no file. */
function readVersion(file: string): number {
  makePrivate(file);
  if (isCutShort(file)) throw new HistoryDamage();
  return withDatabase(new DatabaseSync(file, { readOnly: true }), (database) => numberOf(database, 'user_version'));
}

/** Made before SQLite does, for the owner alone; the files SQLite puts beside take over its mode. */
function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
}

function openSound(file: string, steps: readonly string[]): DatabaseSync {
  makePrivate(file);
  const database = new DatabaseSync(file, { timeout: 2_000, enableForeignKeyConstraints: false });
  try {
    database.exec(`PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
      PRAGMA fullfsync = 1; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY;`);
    checkSoundness(database, file);
    migrate(database, steps);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Checks the structure of every table. The inner order of the search index is left out: it takes eight times as long as
 * all the rest (1.3 s of 1.5 at 40,000 entries), and is looked at when a call has come upon damage before.
 */
function checkSoundness(database: DatabaseSync, file: string): void {
  const tables = database
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'`)
    .all();
  for (const { name } of tables) {
    const row = database.prepare(`PRAGMA quick_check("${String(name).replaceAll('"', '""')}")`).get();
    if (row?.quick_check !== 'ok') throw new HistoryDamage();
  }
  if (!existsSync(checkMark(file))) return;
  const isSound = database.prepare('PRAGMA quick_check(1)').get()?.quick_check === 'ok';
  rmSync(checkMark(file));
  if (!isSound) throw new HistoryDamage();
}

function checkMark(file: string): string {
  return `${file}.check`;
}

/** Has the next start look at everything. Called when a call came upon damage; as good as the disk allows. */
export function askForFullCheck(file: string): void {
  try {
    makePrivate(checkMark(file));
  } catch {
    // The file is found bad again by whoever reads that place next.
  }
}

/** Damage that we found ourselves; SQLite reports graver damage by errors of its own. */
export class HistoryDamage extends Error {
  override readonly name = 'HistoryDamage';
  readonly errcode = 11;
}

function migrate(database: DatabaseSync, steps: readonly string[]): void {
  for (let version = numberOf(database, 'user_version'); version < steps.length; version += 1) {
    database.exec('BEGIN IMMEDIATE');
    try {
      database.exec(steps[version] ?? '');
      database.exec(`PRAGMA user_version = ${version + 1}`);
      database.exec('COMMIT');
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }
}

function numberOf(database: DatabaseSync, pragma: string): number {
  return Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma] ?? 0);
}

function withDatabase<T>(database: DatabaseSync, use: (database: DatabaseSync) => T): T {
  try {
    return use(database);
  } finally {
    database.close();
  }
}
