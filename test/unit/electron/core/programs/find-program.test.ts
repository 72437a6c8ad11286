import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProgram } from '#core/programs/find-program.ts';
import { createPrograms } from '#core/programs/run-program.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

describe.skipIf(process.platform === 'win32')('finding a program', () => {
  it('takes the first on the PATH that may be run, and no folder of that name', async () => {
    const home = await temporaryFolder();
    const [first, second, third] = ['a', 'b', 'c'].map((name) => join(home, name));
    for (const folder of [first, second, third]) mkdirSync(folder ?? '');
    mkdirSync(join(first ?? '', 'cf'));
    writeFileSync(join(second ?? '', 'cf'), '');
    chmodSync(join(second ?? '', 'cf'), 0o644);
    writeFileSync(join(third ?? '', 'cf'), '', { mode: 0o755 });
    const env = { PATH: [first, second, third].join(':') };
    expect(findProgram('cf', { env, platform: 'linux' })).toBe(join(third ?? '', 'cf'));
    expect(findProgram('btp', { env, platform: 'linux' })).toBeNull();
  });

  it('never takes one out of the folder it happens to be in, nor by a path', async () => {
    const home = await temporaryFolder();
    writeFileSync(join(home, 'cf'), '', { mode: 0o755 });
    expect(findProgram('cf', { env: { PATH: ':.:bin' }, platform: 'linux' })).toBeNull();
    expect(findProgram(`${home}/cf`, { env: { PATH: home }, platform: 'linux' })).toBeNull();
    expect(findProgram('cf', { env: {}, platform: 'linux' })).toBeNull();
  });
});

describe.skipIf(process.platform === 'win32')('running a program', () => {
  const run = async (script: string) => {
    const lines: string[] = [];
    const programs = createPrograms({ env: { PATH: process.env.PATH }, platform: process.platform });
    const code = await programs.run(process.execPath, ['-e', script, '*', '$(id)', 'a b'], {
      signal: new AbortController().signal,
      env: { GREETING: 'hello' },
      onLine: (stream, text) => lines.push(`${stream}: ${text}`),
    });
    return { code, lines };
  };

  it('hands over every line, the last one without its break too, and its exit code', async () => {
    const script =
      "process.stdout.write('one\\r\\ntw'); setTimeout(() => { process.stdout.write('o\\nü'); process.exitCode = 3 }, 20)";
    expect(await run(script)).toEqual({ code: 3, lines: ['stdout: one', 'stdout: two', 'stdout: ü'] });
  });

  it('gives arguments and environment as they are, and no input', async () => {
    const script =
      "process.stdin.on('end', () => console.error(process.argv.slice(1).join(), process.env.GREETING)).resume()";
    expect(await run(script)).toEqual({ code: 0, lines: ['stderr: *,$(id),a b hello'] });
  });

  it('rejects when it cannot be started, and when it was called off before', async () => {
    const programs = createPrograms({ env: {}, platform: process.platform });
    const { signal } = new AbortController();
    await expect(programs.run('/nowhere/cf', [], { signal, onLine: () => {} })).rejects.toMatchObject({
      code: 'ENOENT',
    });
    await expect(
      programs.run('/nowhere/cf', [], { signal: AbortSignal.abort(), onLine: () => {} }),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });
});
