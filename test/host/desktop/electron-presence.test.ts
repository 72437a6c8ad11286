import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isElectronPresent } from '../../support/electron-launch.ts';

let electronDir: string;
beforeEach(async () => {
  electronDir = await mkdtemp(join(tmpdir(), 'gatewright-electron-'));
});
afterEach(() => rm(electronDir, { recursive: true }));

async function download() {
  await mkdir(join(electronDir, 'dist'));
  await writeFile(join(electronDir, 'dist', 'electron'), '');
  await writeFile(join(electronDir, 'path.txt'), 'electron');
}
const usual = () => ({ electronDir, platform: 'linux' as const, env: { DISPLAY: ':0' }, uid: 1000 });

describe('looking for real Electron', () => {
  it('finds it where it was downloaded and can be shown', async () => {
    await download();
    expect(isElectronPresent(usual())).toEqual({
      present: true,
      reason: `Electron is at ${join(electronDir, 'dist', 'electron')}.`,
    });
    expect(isElectronPresent({ ...usual(), env: { WAYLAND_DISPLAY: 'wayland-0' } }).present).toBe(true);
    expect(isElectronPresent({ ...usual(), platform: 'darwin', env: {} }).present).toBe(true);
  });

  it('says why not otherwise', async () => {
    expect(isElectronPresent(usual())).toEqual({
      present: false,
      reason: 'The Electron binary has not been downloaded on this machine.',
    });
    await download();
    expect(isElectronPresent({ ...usual(), env: {} }).reason).toBe('There is no display on this machine.');
    expect(isElectronPresent({ ...usual(), uid: 0 }).reason).toContain('root');
  });

  it('does not take the note of a download for the download', async () => {
    await writeFile(join(electronDir, 'path.txt'), 'electron');
    expect(isElectronPresent(usual()).present).toBe(false);
  });
});
