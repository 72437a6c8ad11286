import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startSapWorkflowPractice } from './core/practice/sap-workflow.ts';

// `npm run practice [-- --out DIR] [--authorities A,B]`: the practice system alone, until it is interrupted.
const { values } = parseArgs({ options: { out: { type: 'string' }, authorities: { type: 'string' } } });
const folder = values.out ? resolve(values.out) : await mkdtemp(join(tmpdir(), 'gatewright-practice-'));
await mkdir(folder, { recursive: true, mode: 0o700 });

const practice = await startSapWorkflowPractice({ clock: { now: Date.now } });
if (values.authorities) practice.updateService(values.authorities.split(','));

const keyFile = join(folder, 'practice-service-key.json');
// A file already there would keep its own mode.
await rm(keyFile, { force: true });
await writeFile(keyFile, practice.serviceKey(), { mode: 0o600 });

process.stdout.write(
  `The practice system for SAP Workflow is at ${practice.baseUrl}\nIts service key is in ${keyFile}\n`,
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void practice.stop().then(() => process.exit(0)));
}
