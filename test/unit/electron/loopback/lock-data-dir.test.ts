import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lockDataDir } from '../../../../electron/loopback/lock-data-dir.ts';

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'gatewright-lock-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

const lockFile = (dir: string) => join(dir, 'loopback.lock');

describe('the lock on a data folder', () => {
  it('is refused while its holder lives, and names the holder', () => {
    const dir = folder();
    writeFileSync(lockFile(dir), `${process.ppid}\n`);
    expect(lockDataDir(dir, process.pid)).toEqual({ isOurs: false, pid: process.ppid, file: lockFile(dir) });
  });

  it.each([
    ['of a process that is gone', String(spawnSync(process.execPath, ['-e', '']).pid)],
    ['of our own number', String(process.pid)],
    ['that says nothing', ''],
  ])('takes over a lock %s', (_whose, text) => {
    const dir = folder();
    writeFileSync(lockFile(dir), text);
    expect(lockDataDir(dir, process.pid).isOurs).toBe(true);
    expect(readFileSync(lockFile(dir), 'utf8')).toBe(`${process.pid}\n`);
  });

  it('is free again once released, and only its holder releases it', () => {
    const dir = join(folder(), 'made', 'for', 'it');
    const lock = lockDataDir(dir, process.pid);
    if (!lock.isOurs) throw new Error('not ours');
    writeFileSync(lockFile(dir), '1\n');
    lock.release();
    expect(readFileSync(lockFile(dir), 'utf8')).toBe('1\n');
    writeFileSync(lockFile(dir), `${process.pid}\n`);
    lock.release();
    expect(() => readFileSync(lockFile(dir))).toThrow('ENOENT');
  });
});
