import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { HistoryProcess } from '#core/ports.ts';
import { openBodies } from '#core/store/bodies.ts';
import { openHistory } from '#core/store/history.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { exampleExchange } from './example-exchange.ts';

const entry = fileURLToPath(new URL('../../../../../electron/core/store/history-worker.ts', import.meta.url));

/** Gives a plain Node process the port that an Electron utility process has, with its messages wrapped in events. */
const utilityPort = `process.parentPort = {
  on: (event, listener) => process.on(event, (data) => listener({ data })),
  postMessage: (message) => process.send(message),
};`;

function startInProcess(databaseFile: string): HistoryProcess {
  const child = fork(entry, {
    execArgv: ['--import', `data:text/javascript,${encodeURIComponent(utilityPort)}`],
    serialization: 'advanced',
  });
  const ended = once(child, 'exit');
  child.send({ open: databaseFile });
  return {
    post: (message) => void child.send(message as object),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void ended.then(listener),
    stop: async () => {
      child.send({ close: true });
      await ended;
    },
  };
}

it('serves history in a process of its own, and ends by itself once told to close', async () => {
  const dataDir = await temporaryFolder();
  const process = startInProcess(join(dataDir, 'history.sqlite'));
  const history = await openHistory({ process, bodies: openBodies(dataDir) });
  await history.add(exampleExchange('a'), Buffer.from('{"status":"RUNNING"}'), 'RUNNING');
  expect(await history.get('a')).toEqual(exampleExchange('a'));
  expect(Buffer.from((await history.readBody('a', 0, 100))?.bytes ?? []).toString()).toBe('{"status":"RUNNING"}');
  expect(await history.list({ search: 'running', cursor: null, limit: 10 })).toMatchObject({ total: 1 });
  await history.dispose();
});
