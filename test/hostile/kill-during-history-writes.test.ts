import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { openHistoryDatabase } from '#core/store/history-database.ts';
import { createHistoryRecords } from '#core/store/history-records.ts';
import { killWriter } from '../support/kill/kill-writer.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Kills one writer after another on the same database; answers with everything any of them acknowledged. */
async function killRepeatedly(dataDir: string, times: number): Promise<number[]> {
  const acknowledged: number[] = [];
  for (let round = 0; round < times; round += 1) {
    const afterWrites = 1 + Math.floor(Math.random() * 60);
    const writer = await killWriter('history', dataDir, round * 10_000, afterWrites);
    expect(writer.notices).toBe('');
    expect(writer.acknowledged.length).toBeGreaterThanOrEqual(afterWrites);
    acknowledged.push(...writer.acknowledged);
  }
  return acknowledged;
}

it('loses no acknowledged entry when it is killed 100 times while writing', { timeout: 240_000 }, async () => {
  const folders = [join(await temporaryFolder(), 'data'), join(await temporaryFolder(), 'data')];
  const ledgers = await Promise.all(folders.map((dataDir) => killRepeatedly(dataDir, 50)));
  for (const [index, dataDir] of folders.entries()) {
    const file = join(dataDir, 'history.sqlite');
    const { database, notices } = openHistoryDatabase(file);
    const records = createHistoryRecords(database);
    const lost = (ledgers[index] ?? []).filter((number) => {
      const body = records.readBody({ id: `e${number}`, offset: 0, length: 1_000_000 });
      return records.get({ id: `e${number}` }) === null || !Buffer.from(body?.bytes ?? []).includes(`entry ${number} `);
    });
    expect({ lost, notices }).toEqual({ lost: [], notices: [] });
    const all = records.list({ match: null, stoppedAt: null, connectionId: null, cursor: null, limit: 1 }).total;
    expect(records.list({ match: '"entry"', stoppedAt: null, connectionId: null, cursor: null, limit: 1 }).total).toBe(
      all,
    );
    database.close();
    using plain = new DatabaseSync(file, { readOnly: true });
    expect(plain.prepare('PRAGMA quick_check').get()).toEqual({ quick_check: 'ok' });
    expect((await readdir(dataDir)).filter((name) => !/-(wal|shm)$/.test(name)).sort()).toEqual([
      'bodies',
      'history.sqlite',
    ]);
  }
});
