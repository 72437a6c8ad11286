import { copyFile, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openBodies } from '#core/store/bodies.ts';
import { openHistory } from '#core/store/history.ts';
import { openHistoryDatabase } from '#core/store/history-database.ts';
import type { NewEntry } from '#core/store/history-messages.ts';
import { createHistoryRecords } from '#core/store/history-records.ts';
import { historySteps } from '#core/store/history-schema.ts';
import { entryOf } from '#core/store/new-entry.ts';
import { sqliteReasonOf } from '#core/store/sqlite-reason.ts';
import { startHistoryInWorker } from '#core/store/worker-process.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { exampleExchange } from './example-exchange.ts';

function exampleEntry(id: string, bodyBytes = 600): NewEntry {
  const exchange = exampleExchange(id);
  const body = Uint8Array.from({ length: bodyBytes }, (_, index) => (index * 2_654_435_761) >>> 13);
  return {
    entry: entryOf(exchange),
    exchange: JSON.stringify(exchange),
    body,
    searchText: `word ${id}`,
    probeOf: null,
  };
}

/** Opens, uses and closes the database as a start of Gatewright would; says what it noticed and how many entries it has. */
function openAndAdd(file: string, addedId: string): { notices: string[]; total: number } {
  const { database, notices } = openHistoryDatabase(file);
  const records = createHistoryRecords(database);
  records.add(exampleEntry(addedId));
  const { total } = records.list({ match: null, stoppedAt: null, connectionId: null, cursor: null, limit: 10 });
  expect(records.list({ match: '"word"', stoppedAt: null, connectionId: null, cursor: null, limit: 10 }).total).toBe(
    total,
  );
  database.close();
  return { notices, total };
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).sort();
}

describe('openHistoryDatabase', () => {
  it('is usable whatever the point at which the file was cut, and keeps the cut file', async () => {
    const folder = await temporaryFolder();
    const sound = join(folder, 'sound.sqlite');
    const { database } = openHistoryDatabase(sound);
    const records = createHistoryRecords(database);
    for (let index = 0; index < 60; index += 1) records.add(exampleEntry(`e${index}`, 3_000));
    database.close();
    const size = (await readFile(sound)).length;

    const offsets = [1, 15, 16, 99, 100, 101, 4_096, 8_191, 8_192, 8_193, size - 8_192, size - 1];
    for (let part = 1; part <= 30; part += 1) offsets.push(Math.floor((size * part) / 31));
    for (const offset of offsets) {
      const file = join(await temporaryFolder(), 'history.sqlite');
      await copyFile(sound, file);
      await truncate(file, offset);
      const { notices, total } = openAndAdd(file, 'new');
      expect({ offset, total, noticed: notices.length }).toEqual({ offset, total: 1, noticed: 1 });
      const aside = (await namesIn(join(file, '..'))).find((name) => name.includes('.broken-')) ?? '';
      expect(notices[0]).toContain(aside);
      expect((await readFile(join(file, '..', aside))).length).toBe(offset);
      expect(openAndAdd(file, 'another')).toEqual({ notices: [], total: 2 });
    }
  });

  it.each([
    ['text', Buffer.from('this is no database at all '.repeat(1_000))],
    ['zeros', Buffer.alloc(20_000)],
  ])('sets a file of %s aside', async (_, content) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'history.sqlite'), content);
    expect(openAndAdd(join(folder, 'history.sqlite'), 'a').notices).toEqual([expect.stringContaining('kept as')]);
    const aside = (await namesIn(folder)).find((name) => /^history\.broken-\d{13}\.sqlite$/.test(name));
    expect(await readFile(join(folder, aside ?? ''))).toEqual(content);
  });

  it('sets a file aside in which a page was overwritten, through the worker too', async () => {
    const dataDir = await temporaryFolder();
    const file = join(dataDir, 'history.sqlite');
    for (let index = 0; index < 20; index += 1) openAndAdd(file, `e${index}`);
    const bytes = await readFile(file);
    await writeFile(file, bytes.fill(0xa5, 8_192, bytes.length));
    const notices: string[] = [];
    const history = await openHistory({
      process: startHistoryInWorker(file),
      bodies: openBodies(dataDir),
      onNotice: (sentence) => notices.push(sentence),
    });
    await history.add(exampleExchange('new'), null, '');
    expect((await history.list({ search: '', cursor: null, limit: 5 })).total).toBe(1);
    await history.dispose();
    expect(notices).toEqual([expect.stringMatching(/^History could not be read and was begun anew\./)]);
    expect(await namesIn(dataDir)).toContainEqual(expect.stringMatching(/^history\.broken-/));
  });

  it('looks at the search index too when it was asked to, and only once', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'history.sqlite');
    openAndAdd(file, 'a');
    await writeFile(`${file}.check`, '');
    expect(openAndAdd(file, 'b')).toEqual({ notices: [], total: 2 });
    expect(await namesIn(folder)).toEqual(['history.sqlite']);

    const database = new DatabaseSync(file);
    database.enableDefensive(false);
    database.exec("UPDATE search_data SET block = x'00ffff' WHERE id > 10");
    database.close();
    await writeFile(`${file}.check`, '');
    expect(openAndAdd(file, 'c')).toEqual({ notices: [expect.stringContaining('kept as')], total: 1 });
  });

  it('leaves the file of a newer Gatewright untouched and finds its own beside it again', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'history.sqlite');
    openAndAdd(file, 'a');
    const newer = new DatabaseSync(file);
    newer.exec(`PRAGMA user_version = ${historySteps.length + 1}; CREATE TABLE of_the_future (x)`);
    newer.close();
    const before = await readFile(file);
    const notice = expect.stringMatching(/^History was written by a newer Gatewright .* history\.v3\.sqlite\.$/);
    expect(openAndAdd(file, 'b')).toEqual({ notices: [notice], total: 1 });
    expect(openAndAdd(file, 'c')).toEqual({ notices: [notice], total: 2 });
    expect(await readFile(file)).toEqual(before);
  });

  it('takes only the steps that are missing', async () => {
    const file = join(await temporaryFolder(), 'history.sqlite');
    openAndAdd(file, 'a');
    const { database } = openHistoryDatabase(file, [...historySteps, 'ALTER TABLE entries ADD COLUMN note TEXT']);
    expect(database.prepare('SELECT id, note FROM entries').all()).toEqual([{ id: 'a', note: null }]);
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: historySteps.length + 1 });
    database.close();
  });

  it('stays at the old schema, data and all, when a step fails half way', async () => {
    const file = join(await temporaryFolder(), 'history.sqlite');
    openAndAdd(file, 'a');
    const failing = [...historySteps, 'DELETE FROM entries; SELECT no_such_function()'];
    expect(() => openHistoryDatabase(file, failing)).toThrow();
    expect(openAndAdd(file, 'b')).toEqual({ notices: [], total: 2 });
  });
});

describe('a full disk', () => {
  it('refuses an entry in words, keeps the others, lets them be read, and records again when there is room', async () => {
    const file = join(await temporaryFolder(), 'history.sqlite');
    const { database } = openHistoryDatabase(file);
    const records = createHistoryRecords(database);
    records.add(exampleEntry('a'));
    const pages = Number(database.prepare('PRAGMA page_count').get()?.page_count);
    database.exec(`PRAGMA max_page_count = ${pages}`);
    let refusal: unknown = null;
    try {
      records.add(exampleEntry('b', 500_000));
    } catch (error) {
      refusal = error;
    }
    expect(sqliteReasonOf(refusal)).toBe('the disk is full');
    expect(records.get({ id: 'b' })).toBeNull();
    expect(records.get({ id: 'a' })).not.toBeNull();
    expect(records.list({ match: '"word"', stoppedAt: null, connectionId: null, cursor: null, limit: 10 }).total).toBe(
      1,
    );
    database.exec('PRAGMA max_page_count = 100000');
    records.add(exampleEntry('b', 500_000));
    expect(records.list({ match: null, stoppedAt: null, connectionId: null, cursor: null, limit: 10 }).total).toBe(2);
    database.close();
  });
});
