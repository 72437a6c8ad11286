import { join } from 'node:path';
import { decideHost, type WithoutDesktop, withoutDesktop } from './launch/decide-host.ts';
import { canReach, downloadHostOf } from './launch/download-host.ts';
import { electronFetch, fetchElectron } from './launch/fetch-electron.ts';
import { runBuild } from './launch/run-build.ts';
import { runElectron } from './launch/run-electron.ts';
import { type BuildTarget, desktopBuild, isStale, pageBuild } from './launch/stale-build.ts';
import { findElectron, lookAround } from './launch/surroundings.ts';
import { readServeFlags } from './loopback/serve-flags.ts';
import { say } from './loopback/terminal.ts';

// What `npm start` runs: builds what is stale, then opens the desktop window or, with one line saying why, a browser tab.
const rootDir = join(import.meta.dirname, '..');
const args = process.argv.slice(2);
const flags = readServeFlags(args);
if (typeof flags === 'string') fail(flags);
const wanted = flags.host;

const [decision] = await Promise.all([decide(), build('the page', pageBuild)]);
if (decision.host === 'desktop') await openDesktop();
else await openTab(decision);

/** Never waits for a network that is not there: 1.5 s to find out, and 30 s without headway end a download. */
async function decide(): Promise<{ host: 'desktop' } | WithoutDesktop> {
  const decision = decideHost(wanted, lookAround(rootDir));
  // Loading the host's modules takes as long as a good part of the build: let them go side by side.
  if (decision.host === 'loopback') void import('./loopback/run-loopback.ts');
  if (decision.host !== 'fetch') return decision;
  if (!(await canReach(downloadHostOf(process.env), 1_500))) {
    return withoutDesktop(wanted, 'Electron is not there, and there is no network to fetch it from');
  }
  say('Fetching Electron, once …');
  const obstacle = await fetchElectron(electronFetch(rootDir));
  return obstacle === null ? { host: 'desktop' } : withoutDesktop(wanted, `Electron is not there, and ${obstacle}`);
}

async function openDesktop(): Promise<void> {
  const executable = findElectron(rootDir);
  if (executable === null) return openTab(withoutDesktop(wanted, 'Electron is not there'));
  await build('the desktop host', desktopBuild);
  const { cameUp, code } = await runElectron(executable, [rootDir, ...args]);
  if (!cameUp) return openTab(withoutDesktop(wanted, `Electron did not start here (it ended with ${code})`));
  process.exit(code);
}

async function openTab({ host, because }: WithoutDesktop): Promise<void> {
  if (host === 'neither') fail(because);
  say(because);
  await import('./serve.ts');
}

async function build(name: string, target: BuildTarget): Promise<void> {
  if (!isStale(rootDir, target)) return;
  say(`Building ${name} …`);
  const complaint = await runBuild(rootDir, target);
  if (complaint !== null) fail(`Building ${name} failed.\n${complaint}`);
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
