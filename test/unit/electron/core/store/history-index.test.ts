import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHistoryDatabase } from '#core/store/history-database.ts';
import type { NewEntry } from '#core/store/history-messages.ts';
import { createHistoryRecords, type HistoryRecords } from '#core/store/history-records.ts';
import { entryOf } from '#core/store/new-entry.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { exampleExchange } from './example-exchange.ts';

function entryFoundBy(id: string, searchText: string): NewEntry {
  const exchange = exampleExchange(id);
  return { entry: entryOf(exchange), exchange: JSON.stringify(exchange), body: null, searchText, probeOf: null };
}

async function openRecords(file?: string) {
  const path = file ?? join(await temporaryFolder(), 'history.sqlite');
  const { database } = openHistoryDatabase(path);
  return { path, database, records: createHistoryRecords(database) };
}

function found(records: HistoryRecords, word: string): string[] {
  return records
    .list({ match: `"${word}"`, stoppedAt: null, connectionId: null, cursor: null, limit: 50 })
    .entries.map(({ id }) => id);
}

describe('the search index of history', () => {
  it('records without indexing, and finds all the same', async () => {
    const { database, records } = await openRecords();
    records.add(entryFoundBy('a', 'camera'));
    expect(database.prepare('SELECT count(*) AS waiting FROM unindexed').get()).toEqual({ waiting: 1 });
    expect(found(records, 'camera')).toEqual(['a']);
    expect(database.prepare('SELECT count(*) AS waiting FROM unindexed').get()).toEqual({ waiting: 0 });
    database.close();
  });

  it('finds at the next start what a killed process had recorded and not indexed', async () => {
    const first = await openRecords();
    for (const id of ['a', 'b', 'c']) first.records.add(entryFoundBy(id, 'camera'));
    first.database.close();
    const second = await openRecords(first.path);
    expect(found(second.records, 'camera')).toEqual(['c', 'b', 'a']);
    second.database.close();
  });

  it('works through what waits in portions, and says when it is done', async () => {
    const { database, records } = await openRecords();
    for (let count = 0; count < 40; count += 1) records.add(entryFoundBy(`e${count}`, 'camera'));
    expect([records.catchUp(), records.catchUp(), records.catchUp()]).toEqual([true, false, false]);
    expect(found(records, 'camera')).toHaveLength(40);
    database.close();
  });

  it('never finds what was removed or cleared before it was indexed', async () => {
    const { database, records } = await openRecords();
    records.add(entryFoundBy('a', 'camera'));
    records.add(entryFoundBy('b', 'camera'));
    records.remove({ id: 'a' });
    expect(found(records, 'camera')).toEqual(['b']);
    records.add(entryFoundBy('c', 'camera'));
    records.clear(null);
    expect(found(records, 'camera')).toEqual([]);
    expect(database.prepare('SELECT count(*) AS waiting FROM unindexed').get()).toEqual({ waiting: 0 });
    database.close();
  });
});
