import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type FetchOptions = {
  /** The installer to run, and the folders it fills while it makes headway. */
  installer: string;
  distDir: string;
  /** Headway must be seen within this time, again and again. */
  stallMs: number;
  pollMs: number;
};

/** How Electron is fetched: its own installer, given up after 30 s without headway. */
export function electronFetch(rootDir: string): FetchOptions {
  const packageDir = join(rootDir, 'node_modules', 'electron');
  return {
    installer: join(packageDir, 'install.js'),
    distDir: join(packageDir, 'dist'),
    stallMs: 30_000,
    pollMs: 1_000,
  };
}

/**
 * Runs the installer. It says next to nothing while it downloads, so headway is what grows: the temporary folder it is
 * given, the folder it unpacks to, its output. Null when it succeeded, else why not, in a few words.
 */
export async function fetchElectron({ installer, distDir, stallMs, pollMs }: FetchOptions): Promise<string | null> {
  const workDir = mkdtempSync(join(tmpdir(), 'gatewright-electron-'));
  const child = spawn(process.execPath, [installer], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: workDir, TEMP: workDir, TMP: workDir },
  });
  let outputBytes = 0;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      outputBytes += chunk.length;
    });
  }
  try {
    return await watch(child, () => outputBytes + bytesBelow(workDir) + bytesBelow(distDir), { stallMs, pollMs });
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
}

function watch(
  child: ChildProcess,
  measure: () => number,
  { stallMs, pollMs }: Pick<FetchOptions, 'stallMs' | 'pollMs'>,
): Promise<string | null> {
  return new Promise((resolve) => {
    let seen = measure();
    let stalledMs = 0;
    const timer = setInterval(() => {
      const now = measure();
      stalledMs = now === seen ? stalledMs + pollMs : 0;
      seen = now;
      if (stalledMs < stallMs) return;
      child.kill('SIGKILL');
      settle('its download made no headway');
    }, pollMs);
    const settle = (outcome: string | null) => {
      clearInterval(timer);
      resolve(outcome);
    };
    child.once('error', () => settle('its installer could not be started'));
    child.once('exit', (code) => settle(code === 0 ? null : 'its download failed'));
  });
}

function bytesBelow(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats?.size ?? 0;
  return readdirSync(path).reduce((sum, name) => sum + bytesBelow(join(path, name)), 0);
}
