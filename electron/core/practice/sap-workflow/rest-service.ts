import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { TokenCheck } from './check-token.ts';
import { isAllowed } from './is-allowed.ts';
import { readInstanceFilter, readPage } from './list-query.ts';
import { answerForbidden, answerJson, answerServiceError, answerUnauthorized } from './rest-answers.ts';
import { readStartRequest } from './start-request.ts';
import type { WorkflowEngine } from './workflow-instances.ts';

type Env = { Variables: { clientId: string } };

/** Where the API stands below the base URL. */
export const restPath = '/workflow-service/rest';

const maxBodyBytes = 1024 * 1024;
const badQuery = 'The query parameters are not valid.';

/** The REST API below `/workflow-service/rest`: token first, then the authority, then the call itself. */
export function createRestService(
  engine: WorkflowEngine,
  check: (authorization: string | null) => Promise<TokenCheck>,
): Hono<Env> {
  const app = new Hono<Env>();
  app.use('*', async (context, next) => {
    const token = await check(context.req.header('authorization') ?? null);
    if (!token.isValid) return answerUnauthorized(token.error, token.description);
    const { method, path } = context.req;
    if (!isAllowed(method, path.slice(restPath.length), token.authorities)) return answerForbidden();
    context.set('clientId', token.clientId);
    return next();
  });
  const tooLarge = () => answerServiceError(413, 'The request body is too large.');
  app.use('*', bodyLimit({ maxSize: maxBodyBytes, onError: tooLarge }));

  app.get('/v1/workflow-definitions', ({ req }) => listDefinitions(engine, searchOf(req.url)));
  app.get('/v1/workflow-instances', ({ req }) => listInstances(engine, searchOf(req.url)));
  app.get('/v1/workflow-instances/:id', ({ req }) => getInstance(engine, req.param('id')));
  app.post('/v1/workflow-instances', async ({ req, var: { clientId } }) =>
    startInstance(engine, req.header('content-type') ?? '', await req.text(), clientId),
  );
  app.all('*', () => answerServiceError(404, 'The requested resource does not exist.'));
  return app;
}

function listDefinitions(engine: WorkflowEngine, query: URLSearchParams): Response {
  const page = readPage(query);
  if (page === null) return answerServiceError(400, badQuery);
  return answerJson(200, engine.definitions.slice(page.skip, page.skip + page.top));
}

function listInstances(engine: WorkflowEngine, query: URLSearchParams): Response {
  const filter = readInstanceFilter(query);
  return filter === null ? answerServiceError(400, badQuery) : answerJson(200, engine.list(filter));
}

function getInstance(engine: WorkflowEngine, id: string): Response {
  const instance = engine.get(id);
  if (instance !== null) return answerJson(200, instance);
  const message = 'The workflow instance does not exist.';
  return answerServiceError(404, message, 'bpm.workflowruntime.rest.instance.not.found');
}

function startInstance(engine: WorkflowEngine, contentType: string, text: string, clientId: string): Response {
  if (!/^application\/json\b/i.test(contentType)) return answerServiceError(415, 'The content type is not supported.');
  const request = readStartRequest(text);
  if (!request.isValid) return answerServiceError(400, request.message);
  const instance = engine.start(request.definitionId, request.context, clientId);
  if (instance !== null) return answerJson(201, instance);
  const message = 'No workflow definition with this id is deployed.';
  return answerServiceError(404, message, 'bpm.workflowruntime.definition.not.found');
}

function searchOf(url: string): URLSearchParams {
  return new URL(url).searchParams;
}
