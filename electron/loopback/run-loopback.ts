import { join } from 'node:path';
import { createCore } from '#core/create-core.ts';
import { createPrograms } from '#core/programs/run-program.ts';
import { startHistoryInWorker } from '#core/store/worker-process.ts';
import { createDownloadDesk } from './desk.ts';
import { createEnvironmentProxy } from './environment-proxy.ts';
import { openFileLog } from './file-log.ts';
import { type LoopbackServer, startLoopbackServer } from './server.ts';

export type LoopbackOptions = {
  dataDir: string;
  port: number;
  hasPractice: boolean;
  version: string;
  rootDir: string;
  /** Where the proxy settings of this machine are read, and where programs are found and run. */
  env: Readonly<Record<string, string | undefined>>;
  onLockedOut(): void;
};

export type RunningLoopback = {
  issueLink: LoopbackServer['issueLink'];
  /** Tells the pages first, then stops the core. */
  stop(): Promise<void>;
};

const vaultNote =
  'In a browser tab there is no key store of the system to rely on. “Keep secrets” seals them under a passphrase.';

/** The core and the server that carries it, started together. */
export async function runLoopback(options: LoopbackOptions): Promise<RunningLoopback> {
  const clock = { now: Date.now };
  const desk = createDownloadDesk(clock);
  const core = await createCore({
    clock,
    dataDir: options.dataDir,
    startHistory: startHistoryInWorker,
    systemKeyStore: null,
    systemKeyStoreNote: vaultNote,
    desk,
    proxyLookup: createEnvironmentProxy(options.env),
    programs: createPrograms({ env: options.env, platform: process.platform }),
    log: openFileLog(options.dataDir),
    host: { kind: 'loopback', version: options.version },
    hasPractice: options.hasPractice,
  });
  const server = await startLoopbackServer({
    clock,
    port: options.port,
    rendererDir: join(options.rootDir, 'build', 'renderer'),
    router: core.router,
    readBody: core.readBody,
    desk,
    onLockedOut: options.onLockedOut,
  }).catch(async (error: unknown) => {
    await core.dispose();
    throw error;
  });
  return {
    issueLink: server.issueLink,
    async stop() {
      await server.stop();
      await core.dispose();
    },
  };
}
