import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export type Opener = { command: string; args: string[] };

/** The command that opens a file in the default browser. */
export function openerOf(platform: NodeJS.Platform, file: string): Opener {
  if (platform === 'darwin') return { command: 'open', args: [file] };
  if (platform === 'win32') return { command: 'explorer.exe', args: [file] };
  return { command: 'xdg-open', args: [file] };
}

/**
 * Opens `link` in the default browser through a page of our own that only this user can read: a command line can be read
 * by every user of the machine, and the link opens the app. True when the opener started; the page is removed after
 * `keepMs`, when its link is dead anyway.
 */
export async function openBrowser(link: string, keepMs: number): Promise<boolean> {
  const dir = await mkdtemp(join(tmpdir(), 'gatewright-open-'));
  const file = join(dir, 'open.html');
  await writeFile(file, redirectPage(link), { mode: 0o600 });
  const isStarted = await start(
    openerOf(process.platform, process.platform === 'win32' ? file : pathToFileURL(file).href),
  );
  setTimeout(() => void rm(dir, { recursive: true, force: true }), isStarted ? keepMs : 0).unref();
  return isStarted;
}

/** A page that goes to `link` at once. A link holds nothing that HTML or JSON would have to escape; the test says so. */
export function redirectPage(link: string): string {
  return (
    '<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Opening…</title>' +
    `<script>location.replace(${JSON.stringify(link).replaceAll('<', '\\u003c')})</script>`
  );
}

// explorer.exe ends with 1 when all went well, so only failing to start counts, and an early bad end elsewhere.
function start({ command, args }: Opener): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0 || command === 'explorer.exe'));
    setTimeout(() => resolve(true), 1_000).unref();
    child.unref();
  });
}
