import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const zones = ['shared', 'electron', 'renderer', 'test'];

type Source = { path: string; text: string; lines: number; imports: string[] };

const sources: Source[] = zones
  .flatMap((zone) => globSync(`${zone}/**/*.{ts,tsx}`, { cwd: root }))
  .map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return { path: path.split(sep).join('/'), text, lines: text.split('\n').length, imports: importsOf(path, text) };
  });

/** Every module a file names: project files as `~/` and their path from the root, packages as they stand. */
function importsOf(path: string, text: string): string[] {
  const statements = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g,
  );
  return [...statements].map((match) => {
    const target = match[1] ?? match[2] ?? match[3] ?? '';
    if (target.startsWith('#shared/')) return target.replace('#', '~/');
    if (target.startsWith('#core/')) return target.replace('#core/', '~/electron/core/');
    if (!target.startsWith('.')) return target;
    return `~/${relative(root, resolve(root, dirname(path), target))
      .split(sep)
      .join('/')}`;
  });
}

const within = (folder: string) => sources.filter(({ path }) => path.startsWith(folder));

/** `file → import` for every import of these files that the rule forbids. */
function offences(files: Source[], isForbidden: (target: string) => boolean): string[] {
  return files.flatMap(({ path, imports }) => imports.filter(isForbidden).map((target) => `${path} → ${target}`));
}

const isPackage = (name: string) => (target: string) => target === name || target.startsWith(`${name}/`);

describe('the layers', () => {
  it('reads the tree it judges', () => {
    for (const zone of zones) expect(within(zone).length).toBeGreaterThan(0);
    expect(within('electron/core').flatMap(({ imports }) => imports)).toContain('~/shared/contract/index.ts');
  });

  it('keeps shared/ free of everything but itself, zod and the contract builder', () => {
    const isAllowed = (target: string) =>
      target.startsWith('~/shared/') || target === 'zod' || target === '@orpc/contract';
    expect(offences(within('shared/'), (target) => !isAllowed(target))).toEqual([]);
  });

  it('compiles shared/ with ES2023 alone: no DOM, no Node types', () => {
    const base = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
    const shared = JSON.parse(readFileSync(join(root, 'shared/tsconfig.json'), 'utf8'));
    expect(base.compilerOptions.lib).toEqual(['ES2023']);
    expect(base.compilerOptions.types).toEqual([]);
    expect(shared).toEqual({ extends: '../tsconfig.json', include: ['**/*.ts'] });
  });

  it('keeps hosts and their packages out of the core', () => {
    const isHost = (target: string) =>
      isPackage('electron')(target) ||
      isPackage('ws')(target) ||
      target.startsWith('~/electron/desktop/') ||
      target.startsWith('~/electron/loopback/') ||
      target.startsWith('~/renderer/');
    expect(offences(within('electron/core/'), isHost)).toEqual([]);
  });

  it('keeps the two hosts apart', () => {
    expect(offences(within('electron/desktop/'), (target) => target.startsWith('~/electron/loopback/'))).toEqual([]);
    expect(offences(within('electron/loopback/'), (target) => target.startsWith('~/electron/desktop/'))).toEqual([]);
    expect(offences(within('electron/loopback/'), isPackage('electron'))).toEqual([]);
  });

  it('keeps electron/ out of the renderer', () => {
    expect(
      offences(within('renderer/'), (target) => target.startsWith('~/electron/') || isPackage('electron')(target)),
    ).toEqual([]);
  });

  it('keeps node: out of the renderer and of shared/', () => {
    expect(offences([...within('renderer/'), ...within('shared/')], (target) => target.startsWith('node:'))).toEqual(
      [],
    );
  });

  it('keeps the renderer’s wrappers from knowing the shell or a feature', () => {
    const reaching = within('renderer/ui/');
    expect(offences(reaching, (target) => /^~\/renderer\/(app|features)\//.test(target))).toEqual([]);
  });

  it('names @orpc only in the contract, the router, the bridges and renderer/app', () => {
    const isAllowed = ({ path }: Source) =>
      path.startsWith('shared/contract/') ||
      path === 'electron/core/router.ts' ||
      /^electron\/(desktop|loopback)\/[a-z-]*bridge\.ts$/.test(path) ||
      path.startsWith('renderer/app/') ||
      path.startsWith('test/');
    expect(
      offences(
        sources.filter((source) => !isAllowed(source)),
        (target) => target.startsWith('@orpc/'),
      ),
    ).toEqual([]);
  });
});

describe('the core', () => {
  const core = [...within('electron/core/'), ...within('shared/')];

  it('holds no module state', () => {
    const stateful = core.filter(({ text }) => /^(export )?(let|var) /m.test(text));
    expect(stateful.map(({ path }) => path)).toEqual([]);
  });

  it('takes the time from the injected clock only', () => {
    const clockless = core.filter(({ text }) => /Date\.now\(\)|new Date\(\)/.test(withoutComments(text)));
    expect(clockless.map(({ path }) => path)).toEqual([]);
  });

  it('reads no environment variable', () => {
    const reading = core.filter(({ text }) => /process\.env/.test(withoutComments(text)));
    expect(reading.map(({ path }) => path)).toEqual([]);
  });
});

describe('the budgets', () => {
  it('keeps every file under 400 lines', () => {
    expect(sources.filter(({ lines }) => lines > 400).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });

  it('has no barrel but the contract', () => {
    const barrels = sources.filter(({ path }) => /\/index\.tsx?$/.test(path)).map(({ path }) => path);
    expect(barrels).toEqual(['shared/contract/index.ts']);
  });

  it('has no baseUrl and no electron/index.ts, which together would shadow the electron package', () => {
    const configs = globSync('{*,*/*}/tsconfig*.json', { cwd: root, exclude: ['node_modules/**'] }).concat(
      'tsconfig.json',
    );
    for (const path of configs) expect(readFileSync(join(root, path), 'utf8')).not.toContain('baseUrl');
    expect(sources.map(({ path }) => path)).not.toContain('electron/index.ts');
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
}
