import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { dataDirOf } from './loopback/data-dir.ts';
import { explainStart } from './loopback/explain-start.ts';
import { lockDataDir } from './loopback/lock-data-dir.ts';
import { openBrowser } from './loopback/open-browser.ts';
import { runLoopback } from './loopback/run-loopback.ts';
import { readServeFlags } from './loopback/serve-flags.ts';
import { onEnter, say } from './loopback/terminal.ts';

/** A printed link waits for a person; the one the browser is opened with does not. */
const printedLinkMs = 10 * 60_000;
const openedLinkMs = 60_000;
const patienceMs = 3_000;

const flags = readServeFlags(process.argv.slice(2));
if (typeof flags === 'string') fail(flags);

const rootDir = join(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(join(rootDir, 'package.json'), 'utf8')) as { version: string };
const dataDir = dataDirOf(flags.dataDir, { platform: process.platform, homeDir: homedir(), env: process.env });
const lock = lockDataDir(dataDir, process.pid);
if (!lock.isOurs) {
  fail(
    `Gatewright already runs on ${dataDir} (process ${lock.pid}). Use its tab, or choose another folder with --data-dir.`,
  );
}
process.once('exit', lock.release);

const onLockedOut = () => void stop(1, 'Somebody tried five wrong links, so Gatewright stops.');
const gatewright = await runLoopback({ ...flags, dataDir, version, rootDir, env: process.env, onLockedOut }).catch(
  (error: unknown) => fail(explainStart(error, flags.port)),
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void stop(0));

const printLink = () => say(`Gatewright is at ${gatewright.issueLink(printedLinkMs)}`);
printLink();
say('The address works once, for ten minutes. Press Enter for a new one, Ctrl+C to stop.');
onEnter(printLink);
if (flags.opensBrowser && !(await openBrowser(gatewright.issueLink(openedLinkMs), openedLinkMs))) {
  say('No browser could be opened from here; please open the address yourself.');
}

async function stop(code: number, reason?: string): Promise<void> {
  if (reason !== undefined) say(reason);
  setTimeout(() => process.exit(code), patienceMs).unref();
  await gatewright.stop().catch(() => {});
  process.exit(code);
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
