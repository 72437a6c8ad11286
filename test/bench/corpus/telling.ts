import type { Case, Expected, World } from './case.ts';
import { firstWorld } from './case.ts';
import type { Perturbation, Telling } from './perturb.ts';
import { combinable, perturbations } from './perturbations.ts';
import { randomOf } from './random.ts';
import { dated, renderCurl, renderHar } from './render.ts';

/** One file as a customer sends it, and what is right to say of one exchange in it. */
export type Told = Expected & {
  /** Name of the case and of what was done to it. */
  name: string;
  perturbation: string;
  subject: number;
  /** What the cause is read from is gone: only honesty is judged. */
  isHidden: boolean;
  text: string;
  /** UTF-8 as a rule; UTF-16 is what PowerShell writes into a file. */
  encoding?: 'utf-16';
};

/** Tells a case in one shape; null when the shape does not fit it. */
export type Teller = () => Told | null;

/** The shapes of a case, as it stands first. Nothing is built before it is told. */
export function tellersOf(one: Case): readonly Teller[] {
  if ('transcript' in one) return transcripts(one).map((each) => () => each);
  const random = randomOf(one.name);
  const combined = [1, 2, 3].map((turn) => random.shuffle(combinable).slice(0, turn === 3 ? 3 : 2));
  return [...perturbations.map((each) => [each]), ...combined].map((chosen) => () => told(one, chosen));
}

/** The case in each of its shapes. */
export function tellings(one: Case): Told[] {
  return tellersOf(one).flatMap((tell) => tell() ?? []);
}

/** As many shapes of any cases, the same ones every time. */
export function sampleOf(cases: readonly Case[], count: number): Told[] {
  const tellers = cases.flatMap((one) => tellersOf(one).slice(1));
  const told: Told[] = [];
  for (const tell of randomOf('sample').shuffle(tellers)) {
    if (told.length === count) break;
    const one = tell();
    if (one !== null) told.push(one);
  }
  return told;
}

function told(one: Case & { build(world: World): Telling['entries'] }, chosen: readonly Perturbation[]): Told | null {
  const label = chosen.map(({ name }) => name).join(' + ');
  const random = randomOf(`${one.name} ${label}`);
  const world = chosen.reduce((told, { world: change }) => change?.(told) ?? told, firstWorld);
  const entries = one
    .build(world)
    .map((entry) => ({ ...entry, answer: entry.answer && dated(world, entry, entry.answer) }));
  const subject = one.subject < 0 ? entries.length + one.subject : one.subject;
  let telling: Telling = { entries, subject, style: {}, asCurl: false };
  const destroyed = chosen.flatMap(({ destroys }) => destroys(one, telling));
  for (const { apply } of chosen) {
    if (apply === undefined) continue;
    const changed = apply(telling, random);
    if (changed === null) return null;
    telling = changed;
  }
  const text = telling.asCurl ? renderCurl(telling.entries) : renderHar(world, telling.entries, telling.style);
  if (text === null) return null;
  const also = chosen.flatMap(({ alsoRight }) => alsoRight?.(one, telling) ?? []);
  return {
    ...expectedOf(one),
    name: one.name,
    perturbation: label,
    accept: [...one.accept, ...also],
    provable: [...one.provable, ...also],
    subject: telling.subject,
    isHidden: one.grounds.some((ground) => destroyed.includes(ground)),
    text,
  };
}

function expectedOf({ cause, accept, decidable, provable }: Case): Expected {
  return { cause, accept, decidable, provable };
}

/** A command as cmd shows it: no blank behind the prompt, and quotation marks that are double. */
function cmdPrompt(command: string): string {
  const words = command.replaceAll(/'([^']*)'/g, (_, word: string) => `"${word.replaceAll('"', '\\"')}"`);
  return `C:\\Users\\mary>${words.replace(/^curl/, 'curl.exe')}`;
}

/** A shape is left out where it makes another transcript of it: variables and pipes are another thing in cmd. */
function fits(shape: string, text: string): boolean {
  if (shape === 'windows') return /^\$ curl[^$|]*$/m.test(text.split('\n', 1)[0] ?? '');
  // Without its command, an output that names no host says nothing that could be read.
  return shape !== 'no-command' || /^(?:> |\* Host |\* Could not resolve host)/m.test(text);
}

const shapes: readonly (readonly [name: string, (text: string) => string])[] = [
  ['as-it-stands', (text) => text],
  ['crlf', (text) => text.replaceAll('\n', '\r\n')],
  ['bom', (text) => `\ufeff${text}`],
  ['no-command', (text) => text.replace(/^\$ .*\n/, '')],
  ['prompt', (text) => text.replace(/^\$ /, 'mary@jumphost:~/acme$ ')],
  ['colours', (text) => text.replaceAll(/^([<>] )([\w-]+):/gm, '$1\u001b[1m$2\u001b[0m:')],
  [
    'progress',
    (text) =>
      text.replace(
        /\n\*/,
        '\n  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0\n*',
      ),
  ],
  ['windows', (text) => text.replace(/^\$ (.*)$/m, (_, command) => cmdPrompt(command)).replaceAll('\n', '\r\n')],
];

function transcripts(one: Case & { transcript(world: World): string }): Told[] {
  const other = perturbations.find(({ name }) => name === 'other-tenant')?.world?.(firstWorld) ?? firstWorld;
  const text = one.transcript(firstWorld);
  const fit = shapes.filter(([name]) => fits(name, text));
  return [
    ...fit.map(([perturbation, change]) => ({ perturbation, text: change(text) })),
    { perturbation: 'utf-16', text: text.replaceAll('\n', '\r\n'), encoding: 'utf-16' as const },
    { perturbation: 'other-tenant', text: one.transcript(other) },
  ].map((shape) => ({ ...expectedOf(one), name: one.name, subject: one.subject, isHidden: false, ...shape }));
}

/** The clock of every report. */
export const reportedAt = firstWorld.now;
