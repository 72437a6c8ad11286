import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { electronFetch, fetchElectron } from '../../../../electron/launch/fetch-electron.ts';

/** A real installer process, in place of Electron's. It notes the temporary folder it was given. */
function installer(source: string): { dir: string; options: Parameters<typeof fetchElectron>[0] } {
  const dir = mkdtempSync(join(tmpdir(), 'gatewright-installer-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  mkdirSync(join(dir, 'dist'));
  const file = join(dir, 'install.mjs');
  const head = `import { appendFileSync, writeFileSync } from 'node:fs';
writeFileSync(${JSON.stringify(join(dir, 'started'))}, process.env.TMPDIR + '\\n' + process.pid);\n`;
  writeFileSync(file, head + source);
  return { dir, options: { installer: file, distDir: join(dir, 'dist'), stallMs: 400, pollMs: 50 } };
}

const notes = (dir: string) => readFileSync(join(dir, 'started'), 'utf8').split('\n');

describe('the fetching of Electron', () => {
  it('succeeds when the installer does, and leaves no temporary folder', async () => {
    const { dir, options } = installer('process.exitCode = 0;');
    expect(await fetchElectron(options)).toBeNull();
    expect(existsSync(notes(dir)[0] ?? '')).toBe(false);
  });

  it('falls through at once when the installer fails', async () => {
    const { options } = installer('process.exitCode = 1;');
    expect(await fetchElectron({ ...options, stallMs: 60_000 })).toBe('its download failed');
    expect(await fetchElectron({ ...options, installer: '/nowhere/install.js' })).toBe('its download failed');
  });

  it('kills an installer that makes no headway', async () => {
    const { dir, options } = installer('setInterval(() => {}, 1000);');
    expect(await fetchElectron(options)).toBe('its download made no headway');
    await expect.poll(() => isAlive(Number(notes(dir)[1]))).toBe(false);
  });

  it('waits as long as there is headway, be it silent', async () => {
    const { options } = installer(`
      let rounds = 0;
      const timer = setInterval(() => {
        appendFileSync(process.env.TMPDIR + '/part', 'x'.repeat(100));
        if (++rounds === 12) clearInterval(timer);
      }, 80);`);
    expect(await fetchElectron(options)).toBeNull();
  });

  it('gives up after 30 seconds for the real one', () => {
    const { installer: file, stallMs } = electronFetch('/root');
    expect([file, stallMs]).toEqual([join('/root/node_modules/electron/install.js'), 30_000]);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
