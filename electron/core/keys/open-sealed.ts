import { Worker } from 'node:worker_threads';
import type { Opened, SealedFile, Unopened } from './sealed-file.ts';

/** Counted from when the thread runs. */
const patienceMs = 5_000;

/**
 * Where the worker's own file is: beside this one among the sources, and beside the bundle as `key-worker.mjs`.
 */
export function keyWorkerEntry(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? './key-worker.ts' : './key-worker.mjs', import.meta.url);
}

/**
 * Opens a sealed file in a thread of its own, with bounds on memory and time: password hashing and a parser fed with
 * untrusted bytes must neither stop nor crash the core.
 */
export function openSealed(file: SealedFile, entry: URL): Promise<Opened | Unopened> {
  const worker = new Worker(entry, {
    name: 'gatewright-key',
    workerData: file,
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 32, stackSizeMb: 2 },
  });
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const finish = (result: Opened | Unopened) => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(result);
    };
    worker.once('online', () => {
      timer = setTimeout(() => finish({ ok: false, why: 'exhausted' }), patienceMs);
    });
    worker.once('message', finish);
    worker.once('error', (error) => finish({ ok: false, why: isOutOfMemory(error) ? 'exhausted' : 'failed' }));
    worker.once('exit', () => finish({ ok: false, why: 'failed' }));
  });
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && Reflect.get(error, 'code') === 'ERR_WORKER_OUT_OF_MEMORY';
}
