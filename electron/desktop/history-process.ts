import { utilityProcess } from 'electron';
import type { HistoryProcess } from '#core/ports.ts';

/** How long the process may take to end by itself before it is ended. */
const patienceMs = 5_000;

/**
 * Starts the history worker in a utility process of its own: SQLite is synchronous, and the main process must stay able
 * to answer. A forked Node process would need the RunAsNode fuse, which is off.
 */
export function createHistoryStarter(workerFile: string): (databaseFile: string) => HistoryProcess {
  return (databaseFile) => {
    const child = utilityProcess.fork(workerFile, [], { serviceName: 'Gatewright history', stdio: 'ignore' });
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.postMessage({ open: databaseFile });
    return {
      post: (message) => child.postMessage(message),
      onMessage: (listener) => {
        child.on('message', listener);
      },
      onExit: (listener) => {
        void ended.then(listener);
      },
      async stop() {
        child.postMessage({ close: true });
        const timer = setTimeout(() => child.kill(), patienceMs);
        await ended;
        clearTimeout(timer);
      },
    };
  };
}
