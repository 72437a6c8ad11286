import { readObject } from './read-json.ts';
import { answerJson, answerServiceError, badBody } from './rest-answers.ts';
import type { WorkflowEngine, WorkflowInstance } from './workflow-instances.ts';

/** `POST /v1/messages`: hands a message to the instances that run and wait for it. */
export function sendMessage(engine: WorkflowEngine, text: string): Response {
  const body = readObject(text);
  if (body === null) return answerServiceError(400, badBody);
  const { definitionId, workflowInstanceId: id, workflowDefinitionId: definition, businessKey: key } = body;
  if (typeof definitionId !== 'string' || definitionId.length < 1 || definitionId.length > 128) {
    return answerServiceError(400, "The property 'definitionId' must be a string of 1 to 128 characters.");
  }
  const isById = typeof id === 'string' && definition === undefined && key === undefined;
  const isByKey = id === undefined && typeof definition === 'string' && typeof key === 'string';
  if (!isById && !isByKey) {
    return answerServiceError(
      400,
      "Either 'workflowInstanceId', or 'workflowDefinitionId' and 'businessKey' must be set.",
    );
  }
  const isMeant = (instance: WorkflowInstance) =>
    isById ? instance.id === id : instance.definitionId === definition && instance.businessKey === key;
  const consumers = engine.deliver(definitionId, isMeant);
  if (consumers.length > 0)
    return answerJson(
      200,
      consumers.map((consumer) => ({ id: consumer })),
    );
  const message = 'No workflow instance is waiting for this message.';
  return answerServiceError(404, message, 'bpm.workflowruntime.rest.message.no.match');
}
