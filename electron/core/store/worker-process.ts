import { Worker } from 'node:worker_threads';
import type { HistoryProcess } from '#core/ports.ts';

/**
 * Runs the history database in a worker thread. `entry` is the worker's own file: the source beside this one, or, in a
 * bundle, where the bundler put it. What the worker says before anyone listens is kept.
 */
export function startHistoryInWorker(
  databaseFile: string,
  entry: URL = new URL('./history-worker.ts', import.meta.url),
): HistoryProcess {
  const worker = new Worker(entry, { name: 'gatewright-history' });
  const early: unknown[] = [];
  let listener = (message: unknown): void => {
    early.push(message);
  };
  worker.on('message', (message) => listener(message));
  // An error in a worker ends it; `exit` follows and is what callers hear of.
  worker.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  worker.postMessage({ open: databaseFile });

  return {
    post: (message) => worker.postMessage(message),
    onMessage: (newListener) => {
      listener = newListener;
      for (const message of early.splice(0)) newListener(message);
    },
    onExit: (onExit) => {
      void ended.then(onExit);
    },
    stop: async () => {
      worker.postMessage({ close: true });
      await ended;
    },
  };
}
