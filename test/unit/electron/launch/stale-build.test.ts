import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isStale } from '../../../../electron/launch/stale-build.ts';

const target = { configs: ['vite.config.ts'], sources: ['renderer', 'missing'], results: ['build/a.js', 'build/b.js'] };

function houseAt(seconds: Record<string, number>): string {
  const root = mkdtempSync(join(tmpdir(), 'gatewright-build-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const path of Object.keys(seconds)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), '');
  }
  for (const dir of ['renderer/app', 'renderer']) utimesSync(join(root, dir), 50, 50);
  for (const [path, at] of Object.entries(seconds)) utimesSync(join(root, path), at, at);
  return root;
}

const fresh = { 'vite.config.ts': 100, 'renderer/app/main.ts': 100, 'build/a.js': 200, 'build/b.js': 300 };

describe('a build', () => {
  it('is fresh while every result is younger than every source', () => {
    expect(isStale(houseAt(fresh), target)).toBe(false);
  });

  it.each([
    ['a source is younger than the oldest result', { ...fresh, 'renderer/app/main.ts': 250 }],
    ['its configuration is younger', { ...fresh, 'vite.config.ts': 400 }],
    ['a result is missing', { 'vite.config.ts': 100, 'renderer/app/main.ts': 100, 'build/a.js': 200 }],
  ])('is stale when %s', (_reason, seconds) => {
    expect(isStale(houseAt(seconds), target)).toBe(true);
  });

  it('is stale when a source was deleted', () => {
    const root = houseAt({ ...fresh, 'renderer/app/other.ts': 100 });
    rmSync(join(root, 'renderer/app/other.ts'));
    expect(isStale(root, target)).toBe(true);
  });
});
