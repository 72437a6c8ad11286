import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { exampleExchange } from '../../unit/electron/core/store/example-exchange.ts';
import { exampleConnection } from './example-connection.ts';
import { transparentKeyStore } from './transparent-key-store.ts';

/**
 * Writes to one store without an end, and prints the number of each write once it is acknowledged: what stands on stdout
 * must survive whatever happens to this process. Notices go to stderr. Arguments: store, data folder, first number. Each
 * store is loaded alone, and compiled once for all: a hundred starts are what the test spends its time on.
 */
const [store, dataDir = '', first = '0'] = process.argv.slice(2);

const acknowledge = (number: number): void => {
  process.stdout.write(`${number}\n`);
};
const onNotice = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`);
};

async function writeHistory(): Promise<void> {
  const { openBodies } = await import('#core/store/bodies.ts');
  const { openHistory } = await import('#core/store/history.ts');
  const { startHistoryInWorker } = await import('#core/store/worker-process.ts');
  const history = await openHistory({
    process: startHistoryInWorker(join(dataDir, 'history.sqlite')),
    bodies: openBodies(dataDir),
    onNotice,
  });
  flushCompileCache();
  // Several at a time, so that the end comes in the middle of one.
  const writeEvery = async (start: number): Promise<never> => {
    for (let number = start; ; number += 3) {
      const text = `entry ${number} `.repeat(1 + ((number * 37) % 900));
      await history.add(exampleExchange(`e${number}`), Buffer.from(text), text);
      acknowledge(number);
    }
  };
  await Promise.all([0, 1, 2].map((lane) => writeEvery(Number(first) + lane)));
}

async function writeConnections(): Promise<void> {
  const { openConnections } = await import('#core/store/connections.ts');
  flushCompileCache();
  const connections = openConnections({ dataDir, onNotice });
  for (let number = Number(first); ; number += 1) {
    connections.put(exampleConnection('a', String(number).repeat(1 + (number % 2_000))));
    acknowledge(number);
    await new Promise(setImmediate);
  }
}

async function writeSecrets(): Promise<void> {
  const { openSecretStore } = await import('#core/store/secrets.ts');
  flushCompileCache();
  const systemKeyStore = transparentKeyStore;
  const secrets = await openSecretStore({ dataDir, onNotice, systemKeyStore, systemKeyStoreNote: null });
  for (let number = Number(first); ; number += 1) {
    await secrets.write(`s${number % 5}`, { kind: 'client-secret', value: `${number} `.repeat(1 + (number % 500)) });
    acknowledge(number);
  }
}

const writers: Record<string, () => Promise<void>> = {
  history: writeHistory,
  connections: writeConnections,
  secrets: writeSecrets,
};
await writers[store ?? '']?.();
