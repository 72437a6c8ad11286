import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** One thing Vite makes: what it is made from, and the files that exist once it has been. Paths below the root. */
export type BuildTarget = { configs: string[]; sources: string[]; results: string[] };

export const pageBuild: BuildTarget = {
  configs: ['vite.config.ts'],
  sources: ['renderer', 'shared', 'package-lock.json'],
  results: ['build/renderer/.vite/manifest.json'],
};

export const desktopBuild: BuildTarget = {
  configs: ['vite.main.config.ts', 'vite.preload.config.ts'],
  sources: ['electron', 'shared', 'package-lock.json'],
  results: ['build/main/main.mjs', 'build/main/preload.cjs'],
};

/** True when something is younger than the oldest result, or a result is missing. Folders count: they know of deletions. */
export function isStale(rootDir: string, { configs, sources, results }: BuildTarget): boolean {
  const built = results.map((path) => join(rootDir, path));
  if (!built.every((file) => existsSync(file))) return true;
  const builtAt = Math.min(...built.map((file) => statSync(file).mtimeMs));
  return [...configs, ...sources].some((path) => newestBelow(join(rootDir, path)) > builtAt);
}

function newestBelow(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestBelow(join(path, name))), stats.mtimeMs);
}
