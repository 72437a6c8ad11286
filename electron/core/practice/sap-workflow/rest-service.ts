import { type Context, Hono, type Next } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Clock } from '../../ports.ts';
import type { Faults } from '../faults.ts';
import type { TokenCheck } from './check-token.ts';
import { changeContext, changeInstance, listInstances, readInstance, startInstance } from './instance-routes.ts';
import { isAllowed } from './is-allowed.ts';
import { readPage } from './list-query.ts';
import { sendMessage } from './message-routes.ts';
import { answerForbidden, answerJson, answerServiceError, answerUnauthorized, badQuery } from './rest-answers.ts';
import type { SapFaultId } from './sap-faults.ts';
import { createCsrfGuard, failInstead } from './service-faults.ts';
import { changeTask, getTask, listTasks } from './task-routes.ts';
import { skewMs } from './token-faults.ts';
import type { WorkflowEngine } from './workflow-instances.ts';

type Accepted = TokenCheck & { isValid: true };
type Env = { Variables: { token: Accepted; body: string } };

/** Where the API stands below the base URL. */
export const restPath = '/workflow-service/rest';

export type RestDependencies = {
  engine: WorkflowEngine;
  clock: Clock;
  faults: Faults<SapFaultId>;
  check(authorization: string | null): Promise<TokenCheck>;
};

const maxBodyBytes = 1024 * 1024;

/** The REST API below `/workflow-service/rest`: token first, then the authority, then the call itself. */
export function createRestService({ engine, clock, faults, check }: RestDependencies): Hono<Env> {
  const app = new Hono<Env>();
  const csrf = createCsrfGuard(faults);
  app.use('*', async (context, next) => {
    await next();
    if (faults.isOn('clock-skew')) context.header('Date', new Date(clock.now() - skewMs).toUTCString());
  });
  app.use('*', async ({ req }, next) => csrf.refuse(req.method, req.header('x-csrf-token') ?? null) ?? next());
  app.use('*', (context, next) => checkCaller(context, next, check));
  app.use('*', async ({ req }, next) => failInstead(faults, req.method, pathOf(req.path)) ?? next());
  const tooLarge = () => answerServiceError(413, 'The request body is too large.');
  app.use('*', bodyLimit({ maxSize: maxBodyBytes, onError: tooLarge }));
  app.use('*', checkCall);

  app.get('/v1/xsrf-token', ({ req }) => {
    const isAsked = /^fetch$/i.test(req.header('x-csrf-token') ?? '');
    return new Response(null, { status: 200, headers: isAsked ? { 'X-CSRF-Token': csrf.token } : {} });
  });
  addDefinitions(app, engine);
  addInstances(app, engine);
  app.get('/v1/task-instances', ({ req }) => listTasks(engine, searchOf(req.url)));
  app.get('/v1/task-instances/:id', ({ req }) => getTask(engine, req.param('id')));
  app.patch('/v1/task-instances/:id', ({ req, var: { body } }) => changeTask(engine, req.param('id'), body, clock));
  app.post('/v1/messages', ({ var: { body } }) => sendMessage(engine, body));
  app.all('*', answerNothingHere);
  return app;
}

async function checkCaller(
  context: Context<Env>,
  next: Next,
  check: RestDependencies['check'],
): Promise<Response | undefined> {
  const token = await check(context.req.header('authorization') ?? null);
  if (!token.isValid) return answerUnauthorized(token.error, token.description);
  context.set('token', token);
  await next();
  return undefined;
}

async function checkCall(context: Context<Env>, next: Next): Promise<Response | undefined> {
  const { req } = context;
  const { isOfInstance, isPerson, authorities } = context.var.token;
  const body = await req.text();
  // A client's token of another instance is refused whatever it carries: what it would reach is not its own.
  const isStranger = !isOfInstance && !isPerson;
  const call = { method: req.method, path: pathOf(req.path), body };
  if (isStranger || !isAllowed(call, authorities)) return answerForbidden();
  if (body !== '' && !/^application\/json\b/i.test(req.header('content-type') ?? '')) {
    return answerServiceError(415, 'The content type is not supported.');
  }
  context.set('body', body);
  await next();
  return undefined;
}

function pathOf(path: string): string {
  return path.slice(restPath.length);
}

function addDefinitions(app: Hono<Env>, { definitions }: WorkflowEngine): void {
  app.get('/v1/workflow-definitions', ({ req }) => {
    const page = readPage(searchOf(req.url));
    if (page === null) return answerServiceError(400, badQuery);
    return answerJson(200, definitions.slice(page.skip, page.skip + page.top));
  });
  app.get('/v1/workflow-definitions/:id', ({ req }) => {
    const definition = definitions.find(({ id }) => id === req.param('id'));
    if (definition !== undefined) return answerJson(200, definition);
    const message = 'No workflow definition with this id is deployed.';
    return answerServiceError(404, message, 'bpm.workflowruntime.definition.not.found');
  });
}

function addInstances(app: Hono<Env>, engine: WorkflowEngine): void {
  const path = '/v1/workflow-instances';
  app.get(path, ({ req }) => listInstances(engine, searchOf(req.url)));
  app.post(path, ({ var: { body, token } }) => startInstance(engine, body, token.clientId));
  app.get(`${path}/:id`, ({ req }) => readInstance(engine, req.param('id'), '') ?? answerNothingHere());
  app.get(`${path}/:id/:view`, ({ req }) => {
    return readInstance(engine, req.param('id'), req.param('view')) ?? answerNothingHere();
  });
  app.patch(`${path}/:id`, ({ req, var: { body } }) => changeInstance(engine, req.param('id'), body));
  app.patch(`${path}/:id/context`, ({ req, var: { body } }) => changeContext(engine, req.param('id'), body, true));
  app.put(`${path}/:id/context`, ({ req, var: { body } }) => changeContext(engine, req.param('id'), body, false));
}

function answerNothingHere(): Response {
  return answerServiceError(404, 'The requested resource does not exist.');
}

function searchOf(url: string): URLSearchParams {
  return new URL(url).searchParams;
}
