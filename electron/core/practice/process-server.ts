import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Clock } from '../ports.ts';
import { createFaults, type Faults } from './faults.ts';
import { openPracticeWay, type PracticeWay } from './practice-way.ts';
import { type Container, createContainer, sessionCookie } from './process-server/container.ts';
import { type ProcessServerFaultId, processServerFaults } from './process-server/process-server-faults.ts';
import { answerFault } from './process-server/soap-answers.ts';
import { answerEnvelope, type TaskService } from './process-server/task-service.ts';
import { createTaskEngine } from './process-server/tasks.ts';
import { answerPage } from './process-server/tomcat-page.ts';
import { createUsers, type PracticeUser } from './process-server/users.ts';
import { writeWsdl } from './process-server/wsdl.ts';

export type ProcessServerPractice = {
  /** `http://127.0.0.1:41873`. */
  baseUrl: string;
  /** Where the engine stands: `http://127.0.0.1:41873/active-bpel`. A fault may give it another address. */
  readonly engineUrl: string;
  /** The container's users, the usual one first, with the passwords they have until it stops. */
  users: readonly PracticeUser[];
  /** The WSDL, as `?wsdl` gives it. */
  wsdl(): string;
  faults: Faults<ProcessServerFaultId>;
  way: PracticeWay;
  stop(): Promise<void>;
};

const enginePath = '/active-bpel';
const servicePath = `${enginePath}/services/AeB4PTaskClient-taskOperations`;
const maxEnvelopeBytes = 1024 * 1024;

/**
 * Starts the practice system for the Process Server: a web container with HTTP Basic and, behind it, the task API over SOAP
 * 1.1, on 127.0.0.1 and a free port. Passwords and tasks are made now and gone when it stops.
 */
export async function startProcessServerPractice({ clock }: { clock: Clock }): Promise<ProcessServerPractice> {
  const users = createUsers();
  const faults = createFaults<ProcessServerFaultId>(processServerFaults);
  const container = createContainer(users, clock, faults);
  const way = await openPracticeWay({ clock, faults });
  const wsdl = () => writeWsdl(`${way.baseUrl}${servicePath}`);
  const service = { engine: createTaskEngine(clock, faults), faults };
  way.answerWith(createApp(container, service, wsdl).fetch);
  return {
    baseUrl: way.baseUrl,
    get engineUrl() {
      return `${way.address()}${enginePath}`;
    },
    users,
    wsdl,
    faults,
    way,
    stop: way.stop,
  };
}

type Env = { Variables: { user: string | null } };

function createApp(container: Container, service: TaskService, wsdl: () => string): Hono<Env> {
  const app = new Hono<Env>();
  app.use(`${enginePath}/services/*`, async (context, next) => {
    const { req } = context;
    const admission = container.admit(req.header('authorization') ?? null, req.header('cookie') ?? null);
    if (!admission.isAdmitted) return answerPage(admission.status);
    context.set('user', admission.user);
    await next();
    if (admission.session !== null) {
      context.header('Set-Cookie', `${sessionCookie}=${admission.session}; Path=${enginePath}; HttpOnly`);
    }
    return;
  });
  const tooLarge = () => answerFault('soapenv:Client', 'The envelope is larger than 1 MB.');
  app.post(servicePath, bodyLimit({ maxSize: maxEnvelopeBytes, onError: tooLarge }), (context) =>
    answerCall(context, service),
  );
  app.get(servicePath, ({ req }) => {
    const isAsked = [...new URL(req.url).searchParams.keys()].some((name) => name.toLowerCase() === 'wsdl');
    return isAsked ? new Response(wsdl(), { headers: { 'Content-Type': 'text/xml; charset=utf-8' } }) : answerPage(405);
  });
  app.all('*', () => answerPage(404));
  return app;
}

async function answerCall({ req, var: { user } }: Context<Env>, service: TaskService): Promise<Response> {
  // A SOAP 1.1 endpoint knows one content type, and does not read what calls itself otherwise.
  if (!/^text\/xml\b/i.test(req.header('content-type') ?? '')) return answerPage(415);
  return answerEnvelope(await req.text(), user, service);
}
