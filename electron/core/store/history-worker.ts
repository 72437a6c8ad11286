import { parentPort } from 'node:worker_threads';
import { createHistoryAnswerer } from './history-answerer.ts';

/**
 * The process of the history database: a worker thread, or an Electron utility process. It knows neither the exchange
 * model nor zod, to be up in no time.
 */

/** The part of Electron's `process.parentPort` that is used; its messages arrive as an event's `data`. */
type UtilityPort = {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
};

const utilityPort = (process as { parentPort?: UtilityPort }).parentPort;

if (parentPort !== null) {
  const port = parentPort;
  const answer = createHistoryAnswerer(
    (message) => port.postMessage(message),
    () => port.close(),
  );
  port.on('message', answer);
} else if (utilityPort !== undefined) {
  const answer = createHistoryAnswerer(
    (message) => utilityPort.postMessage(message),
    () => process.exit(0),
  );
  utilityPort.on('message', ({ data }) => answer(data));
}
