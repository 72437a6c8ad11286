import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Surroundings } from './decide-host.ts';

/** Where Electron's executable is; null while it has not been fetched. Never fetches it, as requiring the package would. */
export function findElectron(rootDir: string): string | null {
  const packageDir = join(rootDir, 'node_modules', 'electron');
  const pathFile = join(packageDir, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const executable = join(packageDir, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(executable) ? executable : null;
}

export function lookAround(rootDir: string): Surroundings {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const hasOwnScreen = process.platform === 'win32' || process.platform === 'darwin';
  return {
    platform: process.platform,
    hasDisplay: hasOwnScreen || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY),
    isRoot: process.getuid?.() === 0,
    isElectronInstalled: findElectron(rootDir) !== null,
  };
}
