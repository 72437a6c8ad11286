import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { HistoryProcess } from '#core/ports.ts';
import { openBodies } from '#core/store/bodies.ts';
import { type HistoryStore, openHistory } from '#core/store/history.ts';
import { startHistoryInWorker } from '#core/store/worker-process.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { exampleExchange } from './example-exchange.ts';

async function openIn(dataDir: string, process?: HistoryProcess) {
  const notices: string[] = [];
  const bodies = openBodies(dataDir);
  const history = await openHistory({
    process: process ?? startHistoryInWorker(join(dataDir, 'history.sqlite')),
    bodies,
    onNotice: (sentence) => notices.push(sentence),
  });
  onTestFinished(() => history.dispose());
  return { history, bodies, notices };
}

async function idsFound(history: HistoryStore, search: string): Promise<string[]> {
  const page = await history.list({ search, cursor: null, limit: 200 });
  expect(page.total).toBe(page.entries.length);
  return page.entries.map(({ id }) => id);
}

describe('openHistory', () => {
  it('has the whole exchange and its line in the list after opening again', async () => {
    const dataDir = await temporaryFolder();
    const first = await openIn(dataDir);
    await first.history.add(exampleExchange('a'), Buffer.from('{"status":"RUNNING"}'), '{"status":"RUNNING"}');
    await first.history.dispose();
    const { history, notices } = await openIn(dataDir);
    expect(await history.get('a')).toEqual(exampleExchange('a'));
    expect(await history.get('b')).toBeNull();
    expect(await history.list({ search: '', cursor: null, limit: 50 })).toEqual({
      entries: [
        {
          id: 'a',
          kind: 'call',
          name: 'Start a workflow',
          connectionId: 'c-1',
          connectionName: 'Acme DEV',
          method: 'POST',
          url: 'https://example.test/workflow-service/rest/v1/workflow-instances',
          status: 201,
          failureCode: null,
          stoppedAt: null,
          startedAt: 1_763_000_000_000,
          totalMs: 15.5,
          bodyBytes: 20,
        },
      ],
      total: 1,
      cursor: null,
    });
    expect(notices).toEqual([]);
  });

  it('records an exchange without an answer', async () => {
    const { history } = await openIn(await temporaryFolder());
    const failure = { code: 'ENOTFOUND', phase: 'lookup', sentence: 'The name is not known.' } as const;
    const exchange = exampleExchange('a', { response: null, failure, connectionId: null, connectionName: null });
    await history.add(exchange, null, '');
    expect(await history.get('a')).toEqual(exchange);
    const { entries } = await history.list({ search: '', cursor: null, limit: 1 });
    expect(entries[0]).toMatchObject({ status: null, failureCode: 'ENOTFOUND', bodyBytes: null });
    expect(await history.readBody('a', 0, 10)).toBeNull();
  });

  it('pages through entries newest first, without a gap when some are removed on the way', async () => {
    const { history } = await openIn(await temporaryFolder());
    for (let index = 1; index <= 7; index += 1) await history.add(exampleExchange(`e${index}`), null, 'word');
    for (const search of ['', 'word']) {
      const first = await history.list({ search, cursor: null, limit: 3 });
      expect(first).toMatchObject({ total: 7, entries: [{ id: 'e7' }, { id: 'e6' }, { id: 'e5' }] });
      const second = await history.list({ search, cursor: first.cursor, limit: 3 });
      expect(second).toMatchObject({ entries: [{ id: 'e4' }, { id: 'e3' }, { id: 'e2' }] });
      const third = await history.list({ search, cursor: second.cursor, limit: 3 });
      expect(third).toMatchObject({ entries: [{ id: 'e1' }], cursor: null });
    }
    const first = await history.list({ search: '', cursor: null, limit: 3 });
    await history.remove('e5');
    const second = await history.list({ search: '', cursor: first.cursor, limit: 3 });
    expect(second).toMatchObject({ total: 6, entries: [{ id: 'e4' }, { id: 'e3' }, { id: 'e2' }] });
  });

  it('finds words of the URL, the headers and both bodies, the last word by its beginning', async () => {
    const { history } = await openIn(await temporaryFolder());
    await history.add(exampleExchange('a'), null, 'Camera WORKFLOW_INSTANCE_START Zürich');
    await history.add(exampleExchange('b'), null, 'Lamp');
    expect(await idsFound(history, 'camera')).toEqual(['a']);
    expect(await idsFound(history, 'c')).toEqual(['b', 'a']);
    expect(await idsFound(history, 'cam')).toEqual(['a']);
    expect(await idsFound(history, 'workflow_instance_s')).toEqual(['a']);
    expect(await idsFound(history, 'zurich camera')).toEqual(['a']);
    expect(await idsFound(history, 'cam zurich')).toEqual([]);
    expect(await idsFound(history, 'order-approval content-type application/json lam')).toEqual(['b']);
    expect(await idsFound(history, 'example.test/workflow-service')).toEqual(['b', 'a']);
    expect(await idsFound(history, 'nowhere')).toEqual([]);
  });

  it.each([
    ['camera OR lamp', []],
    ['camera NOT zurich', []],
    ['NEAR(camera zurich)', []],
    ['text:camera', []],
    ['"camera', ['a']],
    ['camera"', ['a']],
    ['camera*', ['a']],
    ['^camera', ['a']],
    ['-camera', ['a']],
    ['(camera', ['a']],
    ['camera\0lamp', []],
    ["camera'; DROP TABLE entries; --", []],
    ['* " ( ) : ^', ['b', 'a']],
    ['   ', ['b', 'a']],
  ])('takes %j as words, never as syntax', async (search, ids) => {
    const { history } = await openIn(await temporaryFolder());
    await history.add(exampleExchange('a'), null, 'Camera Zürich');
    await history.add(exampleExchange('b'), null, 'Lamp');
    expect(await idsFound(history, search)).toEqual(ids);
  });

  it('answers any search at all', async () => {
    const { history } = await openIn(await temporaryFolder());
    await history.add(exampleExchange('a'), null, 'Camera');
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (search) => {
        await idsFound(history, search);
      }),
      { numRuns: 300 },
    );
  });

  it('gives back a body byte for byte, whether it compresses or not, and any window of it', async () => {
    const { history } = await openIn(await temporaryFolder());
    const noise = Uint8Array.from({ length: 5_000 }, (_, index) => (index * 2_654_435_761) >>> 13);
    const bodies = {
      empty: new Uint8Array(0),
      tiny: Buffer.from('{}'),
      text: Buffer.from('abc '.repeat(262_144)),
      noise,
    };
    for (const [id, body] of Object.entries(bodies)) await history.add(exampleExchange(id), body, '');
    for (const [id, body] of Object.entries(bodies)) {
      const whole = await history.readBody(id, 0, 2_000_000);
      expect(whole?.totalBytes).toBe(body.byteLength);
      expect(Buffer.from(whole?.bytes ?? []).equals(body)).toBe(true);
      const window = await history.readBody(id, 1, 3);
      expect(Buffer.from(window?.bytes ?? [])).toEqual(Buffer.from(body.subarray(1, 4)));
    }
    expect(await history.readBody('unknown', 0, 1)).toBeNull();
    expect(await history.readBody('tiny', -1, Number.NaN)).toEqual({ bytes: new Uint8Array(0), totalBytes: 2 });
  });

  it('refuses a body that belongs in a file, and reads one that is there', async () => {
    const { history, bodies } = await openIn(await temporaryFolder());
    const big = new Uint8Array(1_048_577).fill(7);
    await expect(history.add(exampleExchange('a'), big, '')).rejects.toThrow(RangeError);
    const writer = bodies.create('a');
    await writer.write(big);
    await writer.finish();
    await history.add(exampleExchange('a'), null, '');
    expect(await history.readBody('a', 1_048_570, 100)).toEqual({ bytes: big.slice(0, 7), totalBytes: 1_048_577 });
  });

  it('indexes the beginning of a long text only', async () => {
    const { history } = await openIn(await temporaryFolder());
    await history.add(exampleExchange('a'), null, `early ${'filler '.repeat(10_000)} late`);
    expect(await idsFound(history, 'early')).toEqual(['a']);
    expect(await idsFound(history, 'late')).toEqual([]);
  });

  it('leaves nothing of what was removed, in the list, in the search or in the files', async () => {
    const dataDir = await temporaryFolder();
    const { history, bodies } = await openIn(dataDir);
    for (const id of ['a', 'b', 'c']) {
      await bodies.create(id).finish();
      await history.add(exampleExchange(id), Buffer.from('planted-word'), 'planted-word');
    }
    await history.remove('b');
    await history.remove('unknown');
    expect(await idsFound(history, 'planted')).toEqual(['c', 'a']);
    expect([await history.get('b'), await history.readBody('b', 0, 1), bodies.has('b')]).toEqual([null, null, false]);
    await history.clear();
    expect(await idsFound(history, '')).toEqual([]);
    expect(await idsFound(history, 'planted')).toEqual([]);
    expect(await readdir(join(dataDir, 'bodies'))).toEqual([]);
    await history.add(exampleExchange('d'), null, 'new');
    await history.dispose();
    expect(await readFile(join(dataDir, 'history.sqlite'), 'latin1')).not.toContain('planted');
  });

  it('refuses the same exchange twice, keeps the first and goes on', async () => {
    const { history } = await openIn(await temporaryFolder());
    await history.add(exampleExchange('a'), null, 'first');
    await expect(history.add(exampleExchange('a'), null, 'second')).rejects.toMatchObject({ code: 'STORE_FAILED' });
    await history.add(exampleExchange('b'), null, 'third');
    expect(await idsFound(history, '')).toEqual(['b', 'a']);
    expect(await idsFound(history, 'second')).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('makes every file readable for its owner alone', async () => {
    const dataDir = await temporaryFolder();
    const { history } = await openIn(dataDir);
    await history.add(exampleExchange('a'), null, '');
    const names = (await readdir(dataDir)).filter((name) => name.startsWith('history'));
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) expect((await stat(join(dataDir, name))).mode & 0o777).toBe(0o600);
  });

  it('fails with a sentence when the database cannot be opened', async () => {
    const dataDir = await temporaryFolder();
    await writeFile(join(dataDir, 'file'), '');
    const process = startHistoryInWorker(join(dataDir, 'file', 'history.sqlite'));
    await expect(openIn(dataDir, process)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    await process.stop();
  });

  it('lists what one gate stopped, and what one connection sent, alone and together with words', async () => {
    const { history } = await openIn(await temporaryFolder());
    const stopped = (id: string, gate: string | null, connectionId: string) => {
      const example = exampleExchange(id);
      return history.add(
        { ...example, connectionId, report: { ...example.report, stoppedAt: gate } },
        null,
        `camera ${id}`,
      );
    };
    await stopped('a', 'authority', 'c-1');
    await stopped('b', null, 'c-1');
    await stopped('c', 'authority', 'c-2');
    await stopped('d', 'token', 'c-2');
    const ids = async (query: object) => {
      const page = await history.list({ search: '', cursor: null, limit: 10, ...query });
      expect(page.total).toBe(page.entries.length);
      return page.entries.map(({ id }) => id);
    };
    expect(await ids({ stoppedAt: 'authority' })).toEqual(['c', 'a']);
    expect(await ids({ connectionId: 'c-2' })).toEqual(['d', 'c']);
    expect(await ids({ stoppedAt: 'authority', connectionId: 'c-1', search: 'camera' })).toEqual(['a']);
    expect(await ids({ stoppedAt: 'authority', search: 'giraffe' })).toEqual([]);
    expect(await history.stops()).toEqual([
      { gate: 'authority', count: 2 },
      { gate: 'token', count: 1 },
    ]);
  });

  it('pages through what one gate stopped', async () => {
    const { history } = await openIn(await temporaryFolder());
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      const example = exampleExchange(id);
      const stoppedAt = id === 'c' ? null : 'authority';
      await history.add({ ...example, report: { ...example.report, stoppedAt } }, null, '');
    }
    const first = await history.list({ search: '', stoppedAt: 'authority', cursor: null, limit: 3 });
    expect([first.entries.map(({ id }) => id), first.total]).toEqual([['e', 'd', 'b'], 4]);
    const second = await history.list({ search: '', stoppedAt: 'authority', cursor: first.cursor, limit: 3 });
    expect([second.entries.map(({ id }) => id), second.cursor]).toEqual([['a'], null]);
  });

  it('has as witnesses of an entry those around it on its connection, and its probes however late, oldest first', async () => {
    const { history } = await openIn(await temporaryFolder());
    const add = (id: string, changes: object = {}) => history.add({ ...exampleExchange(id), ...changes }, null, '');
    await add('before');
    await add('stranger', { connectionId: 'c-2' });
    await add('subject');
    await add('after');
    for (let count = 0; count < 12; count += 1) await add(`later${count}`);
    await add('probe', { probeOf: { exchangeId: 'subject', probe: 'renew-token' } });
    const near = (await history.near('subject')).map(({ id }) => id);
    expect(near.slice(0, 2)).toEqual(['before', 'after']);
    expect(near.at(-1)).toBe('probe');
    expect(near).not.toContain('stranger');
    expect(near).not.toContain('subject');
    expect(near).toHaveLength(14);
    expect(await history.near('nobody')).toEqual([]);
  });

  it('uses the schema and the durability it promises', async () => {
    const dataDir = await temporaryFolder();
    const { history } = await openIn(dataDir);
    await history.add(exampleExchange('a'), Buffer.from('x'.repeat(5_000)), 'word');
    await history.dispose();
    using database = new DatabaseSync(join(dataDir, 'history.sqlite'), { readOnly: true });
    expect(database.prepare('PRAGMA page_size').get()).toEqual({ page_size: 8192 });
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 3 });
    expect(database.prepare('SELECT coding, total_bytes FROM bodies').get()).toEqual({
      coding: 'zstd',
      total_bytes: 5000,
    });
    expect(database.prepare('SELECT text FROM search').get()).toEqual({ text: null });
  });
});

describe('a history process that ends', () => {
  it('rejects what was waiting and every call after', async () => {
    const crashing = `import { parentPort } from 'node:worker_threads';
      parentPort.on('message', ({ callId, name }) => {
        if (name === 'notices') parentPort.postMessage({ callId, value: [] });
        if (name === 'add') throw new Error('crash');
      });`;
    const dataDir = await temporaryFolder();
    const entry = new URL(`data:text/javascript,${encodeURIComponent(crashing)}`);
    const { history } = await openIn(dataDir, startHistoryInWorker(join(dataDir, 'history.sqlite'), entry));
    const waiting = history.add(exampleExchange('a'), null, '');
    await expect(waiting).rejects.toMatchObject({ code: 'STORE_FAILED' });
    await expect(history.list({ search: '', cursor: null, limit: 1 })).rejects.toMatchObject({ code: 'STORE_FAILED' });
  });

  it('answers what was posted before it was stopped, and rejects what comes after', async () => {
    const dataDir = await temporaryFolder();
    const { history } = await openIn(dataDir);
    const adds = Array.from({ length: 50 }, (_, index) => history.add(exampleExchange(`e${index}`), null, ''));
    await history.dispose();
    await Promise.all(adds);
    await expect(history.get('e0')).rejects.toMatchObject({ code: 'STORE_FAILED' });
    await history.dispose();
    expect((await readdir(dataDir)).sort()).toEqual(['bodies', 'history.sqlite']);
    expect((await (await openIn(dataDir)).history.list({ search: '', cursor: null, limit: 1 })).total).toBe(50);
  });
});
