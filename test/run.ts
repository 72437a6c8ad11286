import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * What `npm test` runs: types, lint, architecture, unit, contract, host, hostile and end-to-end, in that order, stopping at the
 * first stage that fails. The last line counts all of it. `npm test -- unit host` runs the named stages only.
 */
const root = resolve(import.meta.dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'gatewright-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };

type Stage = { name: string; run: () => Promise<boolean> };

const stages: Stage[] = [
  { name: 'types', run: () => checks(['shared', 'electron', 'renderer', 'test'].map((zone) => ['tsc', '-p', zone])) },
  { name: 'lint', run: () => checks([['biome', 'ci', '--reporter=summary', '.'], ['knip']]) },
  { name: 'architecture', run: () => vitest('architecture', ['test/architecture.test.ts']) },
  { name: 'unit', run: () => vitest('unit', ['test/unit']) },
  { name: 'contract', run: () => vitest('contract', ['test/contract']) },
  { name: 'build', run: () => checks([['vite', 'build', '--logLevel', 'warn']]) },
  { name: 'host', run: () => vitest('host', ['test/host']) },
  { name: 'hostile', run: () => vitest('hostile', ['test/hostile']) },
  { name: 'e2e', run: playwright },
];

function command(name: string, args: string[], env: Record<string, string> = {}): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [binary(name), ...args], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...plain, ...env },
    });
    child.on('exit', (code) => done(code === 0));
  });
}

/** Colours are for people who look at a terminal, not for a file. */
const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1' };

/** The script behind a package's command, so that no shell and no other Node comes between. */
function binary(name: string): string {
  const scripts: Record<string, string> = {
    tsc: 'typescript/bin/tsc',
    biome: '@biomejs/biome/bin/biome',
    knip: 'knip/bin/knip.js',
    vitest: 'vitest/vitest.mjs',
    vite: 'vite/bin/vite.js',
    playwright: '@playwright/test/cli.js',
  };
  return join(root, 'node_modules', scripts[name] ?? name);
}

async function checks(commands: string[][]): Promise<boolean> {
  for (const [name = '', ...args] of commands) {
    const isGreen = await command(name, args);
    total[isGreen ? 'passed' : 'failed'] += 1;
    if (!isGreen) return false;
  }
  return true;
}

async function vitest(name: string, paths: string[]): Promise<boolean> {
  const file = join(reports, `${name}.json`);
  const isGreen = await command('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...paths,
  ]);
  const report = JSON.parse(readFileSync(file, 'utf8'));
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests;
  total.skipped += report.numPendingTests + report.numTodoTests;
  return isGreen;
}

async function playwright(): Promise<boolean> {
  const file = join(reports, 'e2e.json');
  const isGreen = await command('playwright', ['test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: file });
  const { stats } = JSON.parse(readFileSync(file, 'utf8'));
  total.passed += stats.expected + stats.flaky;
  total.failed += stats.unexpected;
  total.skipped += stats.skipped;
  return isGreen;
}

const asked = process.argv.slice(2);
const chosen = asked.length === 0 ? stages : stages.filter(({ name }) => asked.includes(name));
let isGreen = true;
for (const { name, run } of chosen) {
  const start = performance.now();
  process.stdout.write(`\n── ${name}\n`);
  isGreen = await run();
  process.stdout.write(
    `── ${name}: ${isGreen ? 'green' : 'FAILED'} in ${((performance.now() - start) / 1000).toFixed(1)} s\n`,
  );
  if (!isGreen) break;
}
if (!isGreen && total.failed === 0) total.failed = 1;
rmSync(reports, { recursive: true, force: true });
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exitCode = isGreen ? 0 : 1;
