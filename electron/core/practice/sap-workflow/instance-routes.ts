import { errorMessagesOf, executionLogOf } from './instance-records.ts';
import { readInstanceFilter } from './list-query.ts';
import { readObject } from './read-json.ts';
import { answerJson, answerNothing, answerServiceError, badBody, badQuery } from './rest-answers.ts';
import { readStartRequest } from './start-request.ts';
import { type WorkflowEngine, type WorkflowInstance, wantedStatuses } from './workflow-instances.ts';

/** What can be read of one instance, by the last part of its path. */
const views: Readonly<Record<string, (instance: WorkflowInstance, engine: WorkflowEngine) => unknown>> = {
  '': (instance) => instance,
  context: ({ id }, engine) => engine.context(id),
  'error-messages': errorMessagesOf,
  'execution-logs': executionLogOf,
};

export function listInstances(engine: WorkflowEngine, query: URLSearchParams): Response {
  const filter = readInstanceFilter(query);
  return filter === null ? answerServiceError(400, badQuery) : answerJson(200, engine.list(filter));
}

/** Null for a view that is not practised. */
export function readInstance(engine: WorkflowEngine, id: string, view: string): Response | null {
  const look = views[view];
  if (look === undefined) return null;
  const instance = engine.get(id);
  return instance === null ? answerNoInstance() : answerJson(200, look(instance, engine));
}

export function startInstance(engine: WorkflowEngine, text: string, clientId: string): Response {
  const request = readStartRequest(text);
  if (!request.isValid) return answerServiceError(400, request.message);
  const instance = engine.start(request.definitionId, request.context, clientId);
  if (instance !== null) return answerJson(201, instance);
  const message = 'No workflow definition with this id is deployed.';
  return answerServiceError(404, message, 'bpm.workflowruntime.definition.not.found');
}

/** PATCH of an instance: cancels, suspends, or lets it run again. */
export function changeInstance(engine: WorkflowEngine, id: string, text: string): Response {
  const wanted = readObject(text)?.status;
  const status = wantedStatuses.find((one) => one === wanted);
  if (status === undefined)
    return answerServiceError(400, "The property 'status' must be CANCELED, RUNNING or SUSPENDED.");
  const instance = engine.get(id);
  if (instance === null) return answerNoInstance();
  if (engine.change(id, status)) return answerNothing(202);
  return answerServiceError(409, `The status of the workflow instance is ${instance.status} and cannot be changed.`);
}

/** PATCH merges into the context, PUT replaces it. */
export function changeContext(engine: WorkflowEngine, id: string, text: string, isMerge: boolean): Response {
  const given = readObject(text);
  if (given === null) return answerServiceError(400, badBody);
  const context = engine.context(id);
  if (context === null) return answerNoInstance();
  engine.setContext(id, isMerge ? { ...context, ...given } : given);
  return answerNothing(204);
}

function answerNoInstance(): Response {
  const message = 'The workflow instance does not exist.';
  return answerServiceError(404, message, 'bpm.workflowruntime.rest.instance.not.found');
}
