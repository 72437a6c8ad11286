import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { systemOf } from '#shared/systems/systems.ts';
import { practiceKinds } from './core/practice/practice-kinds.ts';

// `npm run practice [-- --out DIR] [--authorities A,B]`: the practice systems alone, until they are interrupted.
const { values } = parseArgs({ options: { out: { type: 'string' }, authorities: { type: 'string' } } });
const folder = values.out ? resolve(values.out) : await mkdtemp(join(tmpdir(), 'gatewright-practice-'));
await mkdir(folder, { recursive: true, mode: 0o700 });

const started = await Promise.all(
  Object.values(practiceKinds).map(async (kind) => ({
    kind,
    practice: await kind.start({ clock: { now: Date.now } }),
  })),
);
for (const { kind, practice } of started) {
  if (values.authorities) practice.service?.updateService(values.authorities.split(','));
  process.stdout.write(`The practice system for ${systemOf(kind.system).name} is at ${practice.baseUrl}\n`);
  for (const { id, name, fileName } of kind.files) {
    const path = join(folder, fileName);
    // A file already there would keep its own mode.
    await rm(path, { force: true });
    await writeFile(path, await practice.file(id), { mode: 0o600 });
    process.stdout.write(`  ${name}: ${path}\n`);
  }
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(
    signal,
    () => void Promise.all(started.map(({ practice }) => practice.stop())).then(() => process.exit(0)),
  );
}
