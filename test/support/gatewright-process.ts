import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const root = resolve(import.meta.dirname, '../..');

export type GatewrightProcess = {
  /** The single-use link it printed. */
  link: string;
  pid: number;
  /** Everything it wrote to stdout and stderr. */
  output(): string;
  stop(): Promise<void>;
  /** Ends it without a word of warning, as a power cut would. */
  kill(): Promise<void>;
};

/** Starts the loopback host as `npm start` would, on a free port, and waits for its link. */
export async function startGatewright(dataDir: string, flags: string[] = []): Promise<GatewrightProcess> {
  const child = spawn(
    process.execPath,
    [join(root, 'electron/serve.ts'), '--no-open', '--data-dir', dataDir, ...flags],
    { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const lines: string[] = [];
  child.stderr.on('data', (chunk) => lines.push(String(chunk)));
  const link = await linkOf(child, lines);
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return {
    link,
    pid: child.pid ?? 0,
    output: () => lines.join('\n'),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

function linkOf(child: ChildProcess, lines: string[]): Promise<string> {
  return new Promise((found, failed) => {
    child.on('exit', (code) =>
      failed(new Error(`Gatewright ended with ${code} before it printed its link:\n${lines.join('\n')}`)),
    );
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      const match = /^Gatewright is at (\S+)$/.exec(line);
      if (match?.[1]) found(match[1]);
    });
  });
}

/** A data folder of the test's own, and how to be rid of it. */
export function temporaryDataDir(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'gatewright-data-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
