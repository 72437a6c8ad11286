import type { Clock } from '../../ports.ts';
import { readTaskFilter } from './list-query.ts';
import { readObject } from './read-json.ts';
import { answerJson, answerNothing, answerServiceError, badBody, badQuery } from './rest-answers.ts';
import { isFinal, type TaskChange } from './task-instances.ts';
import type { WorkflowEngine } from './workflow-instances.ts';

export function listTasks({ tasks }: WorkflowEngine, query: URLSearchParams): Response {
  const filter = readTaskFilter(query);
  return filter === null ? answerServiceError(400, badQuery) : answerJson(200, tasks.list(filter));
}

export function getTask({ tasks }: WorkflowEngine, id: string): Response {
  const task = tasks.get(id);
  return task === null ? answerNoTask() : answerJson(200, task);
}

/** PATCH of a task: edits it, or completes it and merges the context into its instance. What is wrong with the body comes first. */
export function changeTask(engine: WorkflowEngine, id: string, text: string, clock: Clock): Response {
  const reading = readTaskChange(text);
  if (!reading.isValid) return answerServiceError(400, reading.message, reading.code);
  const task = engine.tasks.get(id);
  if (task === null) return answerNoTask();
  if (isFinal(task)) {
    return answerServiceError(400, 'The task is already completed.', 'bpm.workflowruntime.rest.task.final.status');
  }
  const instanceId = task.workflowInstanceId;
  if (engine.get(instanceId)?.status === 'SUSPENDED') {
    const message = 'The workflow instance of the task is suspended.';
    return answerServiceError(409, message, 'bpm.workflowruntime.task.suspended.status');
  }
  const { change, context, isDone } = reading;
  engine.tasks.edit(id, change, new Date(clock.now()).toISOString());
  engine.setContext(instanceId, { ...engine.context(instanceId), ...context });
  if (isDone) engine.complete(id);
  return answerNothing(204);
}

type Reading =
  | { isValid: true; change: TaskChange; context: Readonly<Record<string, unknown>>; isDone: boolean }
  | { isValid: false; message: string; code?: string };

const texts: Readonly<Record<string, number>> = { subject: 255, description: 4_000, processor: 255 };
const lists = ['recipientUsers', 'recipientGroups'];
const priorities = ['VERY_HIGH', 'HIGH', 'MEDIUM', 'LOW'];

function readTaskChange(text: string): Reading {
  const body = readObject(text);
  if (body === null) return { isValid: false, message: badBody };
  const { status, context = {}, ...edits } = body;
  if (status !== undefined && status !== 'COMPLETED') return invalid('status', 'must be COMPLETED');
  const given = readObject(JSON.stringify(context));
  if (given === null) return invalid('context', 'must be a JSON object');
  const fault = Object.entries(edits)
    .map(faultOf)
    .find((one) => one !== null);
  if (fault !== undefined) return fault;
  const change = Object.fromEntries(
    Object.entries(edits).map(([name, value]) => [name, lists.includes(name) ? String(value).split(',') : value]),
  );
  return { isValid: true, change, context: given, isDone: status === 'COMPLETED' };
}

function faultOf([name, value]: [string, unknown]): Reading | null {
  const longest = texts[name];
  if (longest !== undefined) {
    const isShort = typeof value === 'string' && value.length <= longest;
    return isShort ? null : invalid(name, `must be a string of at most ${longest} characters`);
  }
  if (lists.includes(name)) return typeof value === 'string' ? null : invalid(name, 'must be a comma-separated string');
  if (name === 'priority') return priorities.some((one) => one === value) ? null : invalid(name, 'is not known');
  return invalid(name, 'cannot be changed');
}

function invalid(name: string, what: string): Reading {
  const code = 'bpm.workflowruntime.task.change.property.invalid';
  return { isValid: false, message: `The property '${name.slice(0, 64)}' ${what}.`, code };
}

function answerNoTask(): Response {
  return answerServiceError(404, 'The task instance does not exist.', 'bpm.workflowruntime.rest.task.not.found');
}
