import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CommandWish,
  instanceNameFault,
  showParametersCommand,
  showStateCommand,
  updateCommand,
} from '#shared/systems/sap-workflow/workbench/commands.ts';
import type { Shell } from '#shared/text/shell-quote.ts';

const json = '{\n  "authorities": [\n    "TASK_GET"\n  ]\n}\n';
const wish: CommandWish = {
  tool: 'cf',
  instance: 'wf-dev',
  subaccountId: '',
  parameters: { fileName: 'authorities.json' },
};
const line = (shell: Shell, change: Partial<CommandWish> = {}) => updateCommand(shell, { ...wish, ...change }).line;

describe('the commands as they are typed', () => {
  it.each(['bash', 'powershell', 'cmd'] as const)('a plain one is plain in %s', (shell) => {
    expect(line(shell)).toBe('cf update-service wf-dev -c authorities.json --wait');
  });

  it.each([
    ['bash', `cf update-service 'Acme DEV' -c '{"authorities":["TASK_GET"]}' --wait`],
    [
      'powershell',
      `& { $PSNativeCommandArgumentPassing = 'Legacy'; cf update-service 'Acme DEV' -c '{\\"authorities\\":[\\"TASK_GET\\"]}' --wait }`,
    ],
    ['cmd', 'cf update-service ^"Acme DEV^" -c ^"{\\^"authorities\\^":[\\^"TASK_GET\\^"]}^" --wait'],
  ] as const)('with the list inline and a space in the name in %s', (shell, typed) => {
    expect(line(shell, { instance: 'Acme DEV', parameters: { json } })).toBe(typed);
  });

  it.each([
    ['bash', `btp update services/instance --subaccount 9f-1 --name 'a b' --parameters authorities.json`],
    ['powershell', `btp update services/instance --subaccount '9f-1' --name 'a b' --parameters authorities.json`],
    ['cmd', 'btp update services/instance --subaccount 9f-1 --name ^"a b^" --parameters authorities.json'],
  ] as const)('btp in %s', (shell, typed) => {
    expect(line(shell, { tool: 'btp', instance: 'a b', subaccountId: '9f-1' })).toBe(typed);
  });

  it('a name that is not known yet has a place to put it', () => {
    expect(line('bash', { instance: '' })).toBe('cf update-service INSTANCE-NAME -c authorities.json --wait');
    expect(line('bash', { tool: 'btp', instance: '' })).toContain('--subaccount SUBACCOUNT-ID --name INSTANCE-NAME');
    expect(showParametersCommand('bash', '').line).toBe('cf service INSTANCE-NAME --params');
    expect(showStateCommand('bash', 'wf').line).toBe('cf service wf');
  });

  it('one too long for cmd is refused, not cut', () => {
    const long = JSON.stringify({
      authorities: Array.from({ length: 400 }, (_, index) => `WORKFLOW_INSTANCE_${index}`),
    });
    expect(line('cmd', { parameters: { json: long } })).toBeNull();
    expect(line('bash', { parameters: { json: long } })).not.toBeNull();
  });
});

it.each([
  ['two\nlines', /line break/],
  ['a\rb', /control/],
  ['a\u0000b', /control/],
  ['--params', /option/],
  [' wf', /Spaces/],
  ['\ud800', /half/],
])('the name %j is refused with a reason', (name, reason) => {
  expect(instanceNameFault(name)).toMatch(reason);
});

it.each(['wf-dev', 'Acme DEV', "it's", 'clone!b1|workflow!b2', '100%', 'größe 😀', ''])(
  'the name %j is taken',
  (name) => {
    expect(instanceNameFault(name)).toBeNull();
  },
);

/** Shells of this machine; those that are not there are skipped by name. */
const shells = [
  { program: 'bash', shell: 'bash', run: ['--norc', '-c'] },
  { program: 'dash', shell: 'bash', run: ['-c'] },
  { program: 'zsh', shell: 'bash', run: ['-f', '-c'] },
  { program: 'pwsh', shell: 'powershell', run: ['-NoProfile', '-Command'] },
  { program: 'cmd.exe', shell: 'cmd', run: ['/d', '/c'] },
] as const;

const isHere = (program: string) => {
  try {
    execFileSync(program, program === 'cmd.exe' ? ['/c', 'exit'] : ['-c', 'exit'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

describe.each(shells)('through real $program', ({ program, shell, run }) => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gatewright-shell-'));
    const print = `#!${process.execPath}\nprocess.stdout.write(JSON.stringify(process.argv.slice(2)) + '\\n');\n`;
    for (const name of ['cf', 'btp']) writeFileSync(join(folder, name), print, { mode: 0o755 });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const nasty = fc
    .array(
      fc.constantFrom(
        ...["'", '"', '\\', '$', '`', '!', ' ', '%', '^', '|', '&', '‘', '’', 'ä', '😀', '-', '#', '~', '*'],
        ...['{a,b}', '$(id)', '%PATH%', 'x', ';', '<', '>', '(', ')', '='],
      ),
      { minLength: 1, maxLength: 12 },
    )
    .map((parts) => parts.join(''));
  const name = fc
    .oneof(nasty, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }))
    .filter((text) => instanceNameFault(text) === null && text !== '');
  const member = fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 20 }));
  const anyWish: fc.Arbitrary<CommandWish> = fc.record({
    tool: fc.constantFrom('cf' as const, 'btp' as const),
    instance: name,
    subaccountId: fc.uuid(),
    parameters: fc.oneof(
      fc.record({ fileName: nasty.map((text) => `f${text}`) }),
      fc.record({
        json: fc
          .record({ authorities: fc.array(nasty, { maxLength: 4 }), other: member })
          .map((value) => JSON.stringify(value)),
      }),
    ),
  });

  it.skipIf(!isHere(program))(
    `the program gets exactly the arguments that were meant (skipped where ${program} is not installed)`,
    { timeout: 120_000 },
    () => {
      fc.assert(
        // Each line starts a node of its own, so several go through one shell.
        fc.property(fc.array(anyWish, { minLength: 12, maxLength: 12 }), (wishes) => {
          const commands = wishes.map((one) => updateCommand(shell, one)).filter((one) => one.line !== null);
          const script = commands.map((one) => one.line).join('\n');
          const got = execFileSync(program, [...run, script], {
            encoding: 'utf8',
            env: { LC_ALL: 'C.UTF-8', PATH: `${folder}${delimiter}${process.env.PATH}` },
          });
          expect(
            got
              .trim()
              .split('\n')
              .map((printed) => JSON.parse(printed)),
          ).toEqual(commands.map(({ argv }) => argv.slice(1)));
        }),
        { numRuns: 5, endOnFailure: true },
      );
    },
  );
});
