import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApplyEvent } from '#shared/model/cf.ts';
import { instanceNameFault } from '#shared/systems/sap-workflow/workbench/commands.ts';
import { quoteFor } from '#shared/text/shell-quote.ts';
import type { Clock } from '../ports.ts';
import type { Cf, CfAnswer } from './cf-cli.ts';
import {
  instancesIn,
  isInProgress,
  isWorkflowInstance,
  type ListedInstance,
  lastOperationIn,
  refusalIn,
  targetIn,
} from './cf-output.ts';
import { Stopped } from './stopped.ts';

export type CfUpdate = {
  cf: Cf;
  /** The parameters file. */
  text: string;
  /** Null for the only workflow instance there is. */
  instance: string | null;
  /** Id of the instance the connection's key belongs to; null when the key does not say, or when it shall not matter. */
  instanceId: string | null;
};

export type UpdateTools = {
  clock: Clock;
  signal: AbortSignal;
  emit(event: ApplyEvent): void;
  /** Resolves after `ms`, rejects when the signal fires. */
  wait(ms: number): Promise<void>;
};

const askAgainMs = 3_000;
/** A broker that takes longer than this is left alone. */
const longestMs = 15 * 60_000;

/** Updates the service instance and waits until the broker is done. @throws Stopped in words */
export async function updateWithCf(update: CfUpdate, tools: UpdateTools): Promise<void> {
  const place = await checkTarget(update.cf, tools);
  const name = await chooseInstance(update, place, tools);
  await checkIdentity(update, name, tools);
  const answer = await sendUpdate(update, name, tools);
  if (answer.code !== 0) throw stoppedBy(answer, 'cf update-service');
  if (isInProgress(answer.lines)) await waitForBroker(update.cf, name, tools);
}

async function run(cf: Cf, args: readonly string[], { emit, signal }: UpdateTools): Promise<CfAnswer> {
  emit({ kind: 'command', text: [cf.name, ...args].map((word) => quoteFor('bash', word) ?? '…').join(' ') });
  return cf.ask(args, { signal, onLine: (stream, text) => emit({ kind: 'line', stream, text }) });
}

async function checkTarget(cf: Cf, tools: UpdateTools): Promise<string> {
  const answer = await run(cf, ['target'], tools);
  const { org, space } = targetIn(answer.lines);
  if (answer.code !== 0 || org === '' || space === '') throw stoppedBy(answer, 'cf target');
  return `org ${org}, space ${space}`;
}

async function chooseInstance({ cf, instance }: CfUpdate, place: string, tools: UpdateTools): Promise<string> {
  const answer = await run(cf, ['services'], tools);
  if (answer.code !== 0) throw stoppedBy(answer, 'cf services');
  const all = instancesIn(answer.lines);
  const candidates = all.filter(isWorkflowInstance);
  if (instance === null) return onlyOne(candidates, place);
  const fault = instanceNameFault(instance);
  if (fault !== null) throw new Stopped('This name cannot be given to cf.', fault);
  if (all.some(({ name }) => name === instance)) return instance;
  const words = `There is no service instance of that name in ${place}.`;
  throw new Stopped(words, mendNaming(candidates));
}

function onlyOne(candidates: readonly ListedInstance[], place: string): string {
  const [first, second] = candidates;
  if (first === undefined) throw new Stopped(`There is no workflow service instance in ${place}.`, mendNaming([]));
  if (second !== undefined)
    throw new Stopped(`There are several workflow service instances in ${place}.`, mendNaming(candidates));
  return first.name;
}

function mendNaming(candidates: readonly ListedInstance[]): string {
  if (candidates.length === 0) return 'Point cf at the space the instance is in: `cf target -o ORG -s SPACE`.';
  return `Name the one that is meant: ${candidates.map(({ name }) => name).join(', ')}.`;
}

/** The list of the wrong instance would be replaced, so its id is compared with the one in the connection's key. */
async function checkIdentity({ cf, instanceId }: CfUpdate, name: string, tools: UpdateTools): Promise<void> {
  if (instanceId === null) return;
  const answer = await run(cf, ['service', name, '--guid'], tools);
  const id = answer.lines
    .map((line) => line.trim())
    .find((line) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(line));
  if (answer.code !== 0 || id === undefined || id.toLowerCase() === instanceId.toLowerCase()) return;
  const words = 'This may be another service instance than the one the connection’s key belongs to: its id differs.';
  throw new Stopped(
    words,
    'Nothing was changed. Name the instance of this key, or say that it shall be updated all the same.',
    'other-instance',
  );
}

async function sendUpdate({ cf, text }: CfUpdate, name: string, tools: UpdateTools): Promise<CfAnswer> {
  const folder = await mkdtemp(join(tmpdir(), 'gatewright-authorities-'));
  try {
    const file = join(folder, 'authorities.json');
    await writeFile(file, text, { mode: 0o600, flag: 'wx' });
    return await run(cf, ['update-service', name, '-c', file], tools);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Asks until the operation has an end. cf 8 could wait by itself (`--wait`); older ones cannot, and this suits all. */
async function waitForBroker(cf: Cf, name: string, { clock, signal, emit, wait }: UpdateTools): Promise<void> {
  const startedAt = clock.now();
  for (;;) {
    const waitedMs = clock.now() - startedAt;
    if (waitedMs > longestMs) {
      const mend = `Look with \`${cf.name} service NAME\` how it ends, then renew the token.`;
      throw new Stopped('The update is still in progress after 15 minutes.', mend);
    }
    emit({ kind: 'waiting', words: `The update is in progress, for ${Math.round(waitedMs / 1000)} s now.` });
    await wait(askAgainMs);
    const answer = await cf.ask(['service', name], { signal });
    if (answer.code !== 0) throw stoppedBy(answer, 'cf service');
    const operation = lastOperationIn(answer.lines);
    if (operation?.state === 'succeeded') return;
    if (operation?.state === 'failed') {
      const said = operation.message === '' ? 'It did not say why.' : `It said: ${operation.message}`;
      throw new Stopped(
        `The service broker failed to update the instance. ${said}`,
        'Mend what it names, then try again. The list it had is most likely still in place.',
      );
    }
  }
}

function stoppedBy({ lines }: CfAnswer, what: string): Stopped {
  const { words, mend } = refusalIn(lines, what);
  return new Stopped(words, mend);
}
