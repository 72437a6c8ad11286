import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type DataDirLock = { isOurs: true; release(): void } | { isOurs: false; pid: number; file: string };

/**
 * Takes the data folder for this process: two cores over one history would each lose what the other writes. A lock whose
 * process is gone is taken over.
 */
export function lockDataDir(dataDir: string, pid: number): DataDirLock {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'loopback.lock');
  if (tryCreate(file, pid)) return { isOurs: true, release: () => releaseOwn(file, pid) };
  const holder = readPid(file);
  if (holder !== null && holder !== pid && isAlive(holder)) return { isOurs: false, pid: holder, file };
  rmSync(file, { force: true });
  if (tryCreate(file, pid)) return { isOurs: true, release: () => releaseOwn(file, pid) };
  return { isOurs: false, pid: readPid(file) ?? 0, file };
}

function tryCreate(file: string, pid: number): boolean {
  try {
    writeFileSync(file, `${pid}\n`, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function releaseOwn(file: string, pid: number): void {
  if (readPid(file) === pid) rmSync(file, { force: true });
}

function readPid(file: string): number | null {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return /^\d{1,10}$/.test(text) ? Number(text) : null;
  } catch {
    return null;
  }
}

// Signal 0 only asks. EPERM means that it lives and is another user's.
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
