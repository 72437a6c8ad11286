import { existsSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';

/** Where a browser may already be installed, most wanted first. */
const installed = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

/**
 * How to launch the browser of the tests: the one that ships in a package on Linux x64, an installed one elsewhere. The
 * switches keep it from calling anyone on its own.
 */
export async function chromiumLaunch(): Promise<{ executablePath?: string; channel?: string; args: string[] }> {
  const args = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
  if (process.platform === 'linux' && process.arch === 'x64') {
    return { executablePath: await sparticuz.executablePath(), args: [...args, '--no-sandbox', '--disable-gpu'] };
  }
  const executablePath = installed.find((path) => existsSync(path));
  return executablePath ? { executablePath, args } : { channel: 'chrome', args };
}
