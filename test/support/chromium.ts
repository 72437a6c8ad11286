import { existsSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';

/** Where a browser may already be installed, most wanted first. */
const installed = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

/** A heap snapshot cuts strings at 1,024 characters unless told; what is searched for secrets must not be cut. */
const wholeStringsInHeapSnapshots = ['--js-flags=--heap-snapshot-string-limit=10000000'];

/**
 * How to launch the browser of the tests: the one that ships in a package on Linux x64, an installed one elsewhere. The
 * switches keep it from calling anyone on its own.
 */
export async function chromiumLaunch(): Promise<{ executablePath?: string; channel?: string; args: string[] }> {
  const args = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    ...wholeStringsInHeapSnapshots,
  ];
  if (process.platform === 'linux' && process.arch === 'x64') {
    return { executablePath: await sparticuz.executablePath(), args: [...args, '--no-sandbox', '--disable-gpu'] };
  }
  const executablePath = installed.find((path) => existsSync(path));
  return executablePath ? { executablePath, args } : { channel: 'chrome', args };
}
