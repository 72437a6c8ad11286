import { Hono } from 'hono';
import { maxBodyBytes, type RemoteCommand, readRemoteBody } from '#shared/systems/magnus/run-request.ts';
import type { Clock } from '../ports.ts';
import { createFaults, type Faults } from './faults.ts';
import { checkJwt, type Registrations } from './magnus/check-jwt.ts';
import { type MagnusFaultId, magnusFaults } from './magnus/magnus-faults.ts';
import { createRegister } from './magnus/register.ts';
import { answerOk, answerRefusal, type Refusal } from './magnus/remote-answers.ts';
import { createServiceAccount } from './magnus/service-account.ts';
import { createWorkflowRuns, type WorkflowRuns } from './magnus/workflows.ts';
import { openPracticeWay, type PracticeWay } from './practice-way.ts';

export type MagnusPractice = {
  /** `http://127.0.0.1:41873`; the API is at `/remote` below it. */
  baseUrl: string;
  /** E-mail address of the registered service account. */
  clientEmail: string;
  /** JSON text of its key file. */
  keyFile(): string;
  /** The same key as `.p12`, its password `notasecret`. */
  pkcs12(): Uint8Array;
  faults: Faults<MagnusFaultId>;
  way: PracticeWay;
  stop(): Promise<void>;
};

/**
 * Starts the practice system for Magnus: the Remote API on 127.0.0.1 and a free port, and one registered service account,
 * whose key is made now and gone when it stops.
 */
export async function startMagnusPractice({ clock }: { clock: Clock }): Promise<MagnusPractice> {
  const account = await createServiceAccount(clock);
  const faults = createFaults<MagnusFaultId>(magnusFaults);
  const way = await openPracticeWay({ clock, faults });
  const registrations = createRegister(account, clock, faults);
  const runs = createWorkflowRuns(clock, faults);
  const own = { now: () => clock.now() - (faults.isOn('clock-behind') ? behindMs : 0) };
  const answer = async (text: string) =>
    answerCommand(text, { registrations: await registrations(), clock: own, runs, faults });
  way.answerWith(createApp(answer, () => (faults.isOn('clock-behind') ? own.now() : null)).fetch);
  return {
    baseUrl: way.baseUrl,
    clientEmail: account.email,
    keyFile: account.keyFile,
    pkcs12: account.pkcs12,
    faults,
    way,
    stop: way.stop,
  };
}

/** How far the clock is behind while that is on. */
const behindMs = 10 * 60_000;

const invalid = (message: string) => answerRefusal({ reason: 'invalid', message });

/** `date` is what every answer says of the time, in epoch ms; null leaves that to the server. */
function createApp(answer: (text: string) => Promise<Response>, date: () => number | null): Hono {
  const app = new Hono();
  app.use('*', async (context, next) => {
    await next();
    const at = date();
    if (at !== null) context.header('Date', new Date(at).toUTCString());
  });
  app.post('/remote', async ({ req }) => {
    const text = await readText(req.raw.body);
    return text === null ? invalid('The request is larger than 32 MB.') : answer(text);
  });
  app.all('*', () => answerRefusal({ reason: 'notFound', message: 'There is nothing at this address.' }));
  return app;
}

/** Null for what is too large, which is read to its end all the same: whoever is still sending would not see the answer. */
async function readText(body: ReadableStream<Uint8Array> | null): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes <= maxBodyBytes) chunks.push(chunk);
  }
  return bytes > maxBodyBytes ? null : new TextDecoder().decode(Buffer.concat(chunks));
}

type Circumstances = { registrations: Registrations; clock: Clock; runs: WorkflowRuns; faults: Faults<MagnusFaultId> };

/** Who asks comes before what is asked, and only a call that is right meets the backend. */
function answerCommand(text: string, { registrations, clock, runs, faults }: Circumstances): Response {
  if (faults.isOn('invalid-unexplained')) return invalid('');
  const jwt = jwtIn(text);
  if (jwt === null) return invalid('The request body is not a JSON object.');
  const caller = checkJwt(jwt.value, registrations, clock);
  if (!caller.isValid) return invalid(caller.message);
  const body = readRemoteBody(text);
  if (!body.ok) return invalid(body.problems[0]?.sentence ?? 'The request body is not valid.');
  if (faults.isOn('backend-down'))
    return answerRefusal({ reason: 'backendError', message: 'The backend does not answer.' });
  return answerCommandOf(caller.email, body.command, runs);
}

function answerCommandOf(email: string, command: RemoteCommand, runs: WorkflowRuns): Response {
  if (command.name === 'run') return answerUnlessRefused(runs.start(email, command.run), (result) => result);
  if (command.name === 'history') {
    const found = runs.history(email, command.workflowId, command.historyId);
    return answerUnlessRefused(found, (history) => ({ history }));
  }
  const message = 'Only administrators of the organisation may lock and unlock workflows.';
  return answerRefusal({ reason: 'accessDenied', message });
}

function answerUnlessRefused<T extends object>(outcome: T | Refusal, result: (value: T) => unknown): Response {
  return isRefusal(outcome) ? answerRefusal(outcome) : answerOk(result(outcome));
}

function isRefusal(outcome: object): outcome is Refusal {
  return 'reason' in outcome;
}

function jwtIn(text: string): { value: unknown } | null {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
    return { value: Reflect.get(body, 'jwt') };
  } catch {
    return null;
  }
}
