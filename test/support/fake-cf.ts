import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Programs } from '#core/ports.ts';
import { createPrograms } from '#core/programs/run-program.ts';

/** What one call of the program prints; `exit` is its code. */
export type CfReply = {
  out?: string;
  err?: string;
  exit?: number /** Runs on, with a child of its own, until it is ended. */;
  hangs?: boolean;
};

/** Replies by the words of the command: the longest beginning that fits counts, and its replies are given one by one. */
export type CfScript = Record<string, CfReply | CfReply[]>;

export type FakeCf = {
  programs: Programs;
  /** What it was called with, in order. */
  calls(): string[][];
  /** The parameters file it was given last, as it lay on disk. */
  parameters(): { text: string; mode: number; path: string };
  /** Process ids it wrote down before it hung: its own and its child's. */
  pids(): number[];
  remove(): void;
};

/** A program that answers as it is told, and writes down what it is asked. */
const program = `#!${process.execPath}
import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
const dir = import.meta.dirname;
const args = process.argv.slice(2);
const line = args.join(' ');
appendFileSync(dir + '/calls', JSON.stringify(args) + '\\n');
const script = JSON.parse(readFileSync(dir + '/script', 'utf8'));
const file = args[args.indexOf('-c') + 1];
if (args.includes('-c')) {
  const { mode } = statSync(file);
  writeFileSync(dir + '/parameters', JSON.stringify({ text: readFileSync(file, 'utf8'), mode: mode & 0o777, path: file }));
}
const key = Object.keys(script).filter((one) => line.startsWith(one)).sort((a, b) => b.length - a.length)[0];
const replies = key === undefined ? [{ err: 'unscripted: ' + line, exit: 99 }] : [script[key]].flat();
const counter = dir + '/count-' + Buffer.from(key ?? '').toString('hex');
const count = existsSync(counter) ? Number(readFileSync(counter, 'utf8')) : 0;
writeFileSync(counter, String(count + 1));
const { out = '', err = '', exit = 0, hangs = false } = replies[Math.min(count, replies.length - 1)];
process.stdout.write(out);
process.stderr.write(err);
if (hangs) {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  writeFileSync(dir + '/pids', JSON.stringify([process.pid, child.pid]));
  process.stdout.write('hanging\\n');
  setInterval(() => {}, 1000);
} else process.exitCode = exit;
`;

/** Puts a `cf` into a folder of its own and makes that folder the PATH. */
export function installFakeCf(script: CfScript, name = 'cf'): FakeCf {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-fake-cf-'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, name), program, { mode: 0o755 });
  writeFileSync(join(folder, 'script'), JSON.stringify(script));
  writeFileSync(join(folder, 'calls'), '');
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  return {
    programs: createPrograms({ env: { PATH: folder }, platform: process.platform }),
    calls: () =>
      readFileSync(join(folder, 'calls'), 'utf8')
        .trim()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    parameters: () => read('parameters'),
    pids: () => read('pids'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What the versions print; wordings of the cf CLI's sources and integration tests (cloudfoundry/cli). */
export const cf8 = {
  version: { out: 'cf version 8.7.10+5b7ce3c.2024-04-04\n' },
  target: {
    out: 'API endpoint:   https://api.cf.eu10.example.test\nAPI version:    3.160.0\nuser:           ada@example.test\norg:            Acme\nspace:          dev\n',
  },
  services: {
    out:
      'Getting service instances in org Acme / space dev as ada@example.test...\n\n' +
      'name        offering      plan          bound apps   last operation     broker       upgrade available\n' +
      'wf dev      workflow      standard                   create succeeded   sm-workflow  no\n' +
      'my-logs     application-logs   lite     app          update succeeded   sm-logs      no\n',
  },
  inProgress: {
    out: "Updating service instance wf dev in org Acme / space dev as ada@example.test...\n\nUpdate in progress. Use 'cf services' or 'cf service wf dev' to check operation status.\nOK\n",
  },
  complete: {
    out: 'Updating service instance wf dev in org Acme / space dev as ada@example.test...\n\nUpdate of service instance wf dev complete.\nOK\n',
  },
  service: (status: string, message = '') => ({
    out: `Showing info of service wf dev in org Acme / space dev as ada@example.test...\n\nname:            wf dev\nguid:            0a1b\noffering:        workflow\n\nShowing status of last operation:\n   status:    ${status}\n   message:   ${message}\n   started:   2026-01-01T00:00:00Z\n`,
  }),
} as const;

export const cf7 = {
  version: { out: 'cf version 7.7.13+6e4c2bd.2024-06-04\n' },
  target: {
    out: 'api endpoint:   https://api.cf.eu10.example.test\napi version:    3.99.0\nuser:           ada@example.test\norg:            Acme\nspace:          dev\n',
  },
  services: {
    out:
      'Getting services in org Acme / space dev as ada@example.test...\n\n' +
      'name      service    plan       bound apps   last operation     broker        upgrade available\n' +
      'wf dev    workflow   standard                create succeeded   sm-workflow   \n',
  },
  service: (status: string, message = '') => ({
    out: `Showing info of service wf dev in org Acme / space dev as ada@example.test...\n\nname:             wf dev\nservice:          workflow\n\nShowing status of last operation from service wf dev...\n\nstatus:    ${status}\nmessage:   ${message}\nstarted:   2026-01-01T00:00:00Z\n`,
  }),
} as const;
