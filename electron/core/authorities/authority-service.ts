import { setTimeout as pause } from 'node:timers/promises';
import type { ApplyEvent, CfState } from '#shared/model/cf.ts';
import type { Connection } from '#shared/model/connection.ts';
import type { TokenState } from '#shared/model/token.ts';
import { readAuthoritiesFile, writeAuthoritiesFile } from '#shared/systems/sap-workflow/workbench/authorities-file.ts';
import { tokensInAnswer } from '../auth/token-secrets.ts';
import { looksSecret } from '../connections/looks-secret.ts';
import { Failure } from '../failure.ts';
import type { Clock, Desk, Programs } from '../ports.ts';
import { createRedactor, type KnownSecret } from '../redact/redactor.ts';
import type { AuthorityFileStore } from './authority-files.ts';
import { findCf } from './cf-cli.ts';
import { cfState } from './cf-state.ts';
import { createEventQueue } from './event-queue.ts';
import { renewAndCompare } from './renew-and-compare.ts';
import { Stopped } from './stopped.ts';
import { type UpdateTools, updateWithCf } from './with-cf.ts';

export type ApplyInput = {
  connectionId: string;
  authorities: string[];
  otherMembers?: Record<string, unknown> | undefined;
  instance: string | null;
  evenIfOther?: boolean | undefined;
};

export type AuthorityDependencies = {
  clock: Clock;
  desk: Desk;
  /** Null where no program can be run. */
  programs: Programs | null;
  files: AuthorityFileStore;
  /** @throws Failure CONNECTION_NOT_FOUND */
  find(connectionId: string): Connection;
  renew(connectionId: string): Promise<TokenState>;
  updatePractice(authorities: string[]): Promise<unknown>;
  /** What must not be shown of a program's output. */
  secretsOf(connection: Connection): Promise<KnownSecret[]>;
  /** A real timer when not given. */
  wait?(ms: number, signal: AbortSignal): Promise<void>;
};

export type AuthorityService = {
  file(connectionId: string): string | null;
  /** @throws Failure STORE_FAILED; a service key is never kept */
  saveFile(input: { connectionId: string; text: string }): void;
  export(text: string): ReturnType<Desk['save']>;
  cf(signal: AbortSignal | undefined): Promise<CfState>;
  /** Ends the program when the signal fires or the caller stops listening. @throws Failure CONNECTION_NOT_FOUND */
  apply(input: ApplyInput, signal: AbortSignal | undefined): AsyncGenerator<ApplyEvent, void>;
  /** Ends what is under way, programs included. */
  dispose(): Promise<void>;
};

/** The parameters file of each connection's service instance, and how it gets there. */
export function createAuthorityService(deps: AuthorityDependencies): AuthorityService {
  const busy = new Map<string, Promise<void>>();
  const life = new AbortController();
  const within = (signal: AbortSignal | undefined) =>
    AbortSignal.any([life.signal, ...(signal === undefined ? [] : [signal])]);
  return {
    file: (connectionId) => deps.files.get(connectionId)?.text ?? null,
    saveFile({ connectionId, text }) {
      const isKey = readAuthoritiesFile(text).problems.some(({ kind }) => kind === 'service-key');
      if (isKey || looksSecret('text', text)) {
        throw new Failure('STORE_FAILED', 'There is a key or a token in this text; it is not kept.');
      }
      deps.files.put({ id: deps.find(connectionId).id, text });
    },
    export: (text) => deps.desk.save('authorities.json', new TextEncoder().encode(text)),
    cf: (signal) => cfState(deps.programs, within(signal)),
    apply(input, signal) {
      // Here, not when the first event is asked for: what is thrown by then has a name on every link.
      const connection = deps.find(input.connectionId);
      const work: Work = (emit, until) => apply(deps, connection, input, toolsOf(deps, emit, until));
      return streamOf(busy, connection.id, work, within(signal));
    },
    async dispose() {
      life.abort();
      await Promise.all(busy.values());
    },
  };
}

type Work = (emit: (event: ApplyEvent) => void, signal: AbortSignal) => Promise<void>;

/** Runs the work, one at a time for an id, and hands its events on. When nobody listens any more it is told, and waited for. */
async function* streamOf(
  busy: Map<string, Promise<void>>,
  id: string,
  work: Work,
  signal: AbortSignal,
): AsyncGenerator<ApplyEvent, void> {
  if (busy.has(id)) {
    yield { kind: 'failed', words: 'An update of this connection’s instance is under way.', mend: 'Wait for its end.' };
    return;
  }
  const listener = new AbortController();
  const until = AbortSignal.any([listener.signal, signal]);
  const queue = createEventQueue<ApplyEvent>();
  const working = work(queue.push, until).then(
    () => queue.end(),
    // What fails because it was told to stop is no failure.
    (error: unknown) => queue.end(until.aborted ? undefined : error),
  );
  busy.set(id, working);
  try {
    yield* queue.events();
  } finally {
    listener.abort();
    await working;
    busy.delete(id);
  }
}

function toolsOf({ clock, wait }: AuthorityDependencies, emit: UpdateTools['emit'], signal: AbortSignal): UpdateTools {
  const waitFor = wait ?? ((ms: number, until: AbortSignal) => pause(ms, undefined, { signal: until }));
  return { clock, signal, emit, wait: (ms) => waitFor(ms, signal) };
}

async function apply(
  deps: AuthorityDependencies,
  connection: Connection,
  input: ApplyInput,
  tools: UpdateTools,
): Promise<void> {
  try {
    await update(deps, connection, input, tools);
    await renewAndCompare(input.authorities, () => deps.renew(connection.id), tools);
  } catch (error) {
    if (tools.signal.aborted) throw error;
    tools.emit(failedBy(error));
  }
}

/** @throws the error itself when it is none that has words */
function failedBy(error: unknown): ApplyEvent {
  if (error instanceof Failure) return { kind: 'failed', words: error.message, mend: '' };
  if (!(error instanceof Stopped)) throw error;
  const { message: words, mend, reason } = error;
  return { kind: 'failed', words, mend, ...(reason === undefined ? {} : { reason }) };
}

async function update(
  deps: AuthorityDependencies,
  connection: Connection,
  input: ApplyInput,
  tools: UpdateTools,
): Promise<void> {
  if (connection.system !== 'sap-workflow') {
    throw new Stopped(
      'Only SAP Workflow grants authorities to a service instance.',
      'Choose a connection of SAP Workflow.',
    );
  }
  if (connection.isPractice) {
    tools.emit({ kind: 'waiting', words: 'The practice system takes the new list.' });
    await deps.updatePractice(input.authorities);
    return;
  }
  const cf = findCf(deps.programs);
  if (cf === null) {
    const mend = 'Install the cf CLI, version 8 or later, or copy the command and run it where there is one.';
    throw new Stopped('There is no cf program on the PATH of this machine.', mend);
  }
  const { text } = createRedactor(await deps.secretsOf(connection));
  const emit: UpdateTools['emit'] = (event) =>
    tools.emit(event.kind === 'line' ? { ...event, text: withoutTokens(text(event.text)) } : event);
  await updateWithCf(
    {
      cf,
      text: writeAuthoritiesFile(input.authorities, input.otherMembers),
      instance: input.instance,
      instanceId: input.evenIfOther === true ? null : connection.identity.serviceInstanceId,
    },
    { ...tools, emit },
  );
}

/** Tokens of cf's own login are known to nobody here, but look like tokens. */
function withoutTokens(line: string): string {
  return createRedactor(tokensInAnswer(line)).text(line);
}
