import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Core, createCore } from '#core/create-core.ts';
import type { CorePorts } from '#core/ports.ts';
import { startHistoryInWorker } from '#core/store/worker-process.ts';

export type TestCore = {
  core: Core;
  dataDir: string;
  /** Lines the core logged. */
  log: string[];
  /** Files it handed to the user. */
  saved: { fileName: string; bytes: Uint8Array }[];
  dispose(): Promise<void>;
};

/** A real core over a temporary folder, with the real clock and a desk that remembers. */
export async function startTestCore(changes: Partial<CorePorts> = {}): Promise<TestCore> {
  const dataDir = changes.dataDir ?? mkdtempSync(join(tmpdir(), 'gatewright-core-'));
  const log: string[] = [];
  const saved: TestCore['saved'] = [];
  const core = await createCore({
    clock: { now: Date.now },
    dataDir,
    startHistory: startHistoryInWorker,
    systemKeyStore: null,
    systemKeyStoreNote: null,
    desk: {
      async save(fileName, bytes) {
        saved.push({ fileName, bytes });
        return { saved: fileName, downloadPath: null };
      },
    },
    log: { write: (line) => log.push(line) },
    host: { kind: 'loopback', version: '0.0.0-test' },
    hasPractice: true,
    ...changes,
  });
  return {
    core,
    dataDir,
    log,
    saved,
    async dispose() {
      await core.dispose();
      if (changes.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
