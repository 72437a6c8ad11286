import type { MendAction } from '../../model/gate-report.ts';
import { firstJsonProblem } from '../../text/json-problems.ts';
import type { ExplainInput } from '../system.ts';
import { members, parsedJson, textOf } from './answer.ts';
import { operationOf } from './call.ts';
import { changeFault } from './change-faults.ts';
import { faultOf, type PayloadFault } from './payload-fault.ts';

type Body = Readonly<Record<string, unknown>>;

/** The recorded body is cut there; what is cut is no proof of anything. */
const recordedLimit = 256 * 1024;

/** The first fault of a call’s body; null when there is none, or nothing can be said of it. */
export function payloadFault(input: ExplainInput): PayloadFault | null {
  const { body, bodyBytes } = input.exchange.request;
  const operation = operationOf(input);
  const takesBody = operation !== null && operation.bodyTemplate !== '';
  if (body === null || body.trim() === '') {
    return takesBody && bodyBytes === 0 ? emptyFault : null;
  }
  if (body.length >= recordedLimit) return null;
  const broken = brokenFault(body);
  if (broken !== null || operation === null) return broken;
  const value = parsedJson(body);
  if (operation.id === 'delete-instances') return listFault(value);
  if (!takesBody) return null;
  const object = members(value);
  if (object === null) return notObject(value);
  if (operation.id === 'start-instance')
    return misspelt(body, object, ['definitionId', 'context']) ?? startFault(object);
  if (operation.id === 'send-message') return misspelt(body, object, messageProperties) ?? messageFault(object);
  return changeFault(operation.id, object, body);
}

const emptyFault: PayloadFault = faultOf('', 'is empty', 'Send the body of the operation’s ready draft.');

function brokenFault(body: string): PayloadFault | null {
  const problem = firstJsonProblem(body.replace(/^\uFEFF/, ''));
  if (problem === null) return null;
  const isForm = /^[\w.%-]+=[^{}[\]]*$/.test(body.trim());
  const place = `line ${problem.line}, column ${problem.column}`;
  return {
    property: '',
    text: isForm ? 'is a form, and not JSON' : `is not JSON: ${place}. ${problem.sentence}`,
    mend: isForm ? 'Send JSON, with `Content-Type: application/json`.' : problem.mend,
    action: null,
    isProven: true,
  };
}

function notObject(value: unknown): PayloadFault {
  const text = Array.isArray(value) ? 'is a list, and not an object' : 'is a single value, and not an object';
  const isInText = typeof value === 'string' && members(parsedJson(value)) !== null;
  const mend = isInText ? 'Send the JSON itself, and not JSON inside a text.' : 'Send one JSON object.';
  return faultOf('', text, mend);
}

function listFault(value: unknown): PayloadFault | null {
  if (!Array.isArray(value)) return faultOf('', 'is not a list', 'Send a list of `{"id": …, "deleted": true}`.');
  if (value.length > 10_000) return faultOf('', 'names more than 10000 instances', 'Send several calls.');
  const isWhole = value.every((one) => textOf(members(one)?.id) !== null);
  return isWhole ? null : faultOf('id', 'has an entry without `id`', 'Give each entry the id of an instance.');
}

const messageProperties = ['definitionId', 'context', 'workflowInstanceId', 'workflowDefinitionId', 'businessKey'];

/** Names of properties are case-sensitive. */
function misspelt(body: string, object: Body, wanted: readonly string[]): PayloadFault | null {
  for (const name of Object.keys(object)) {
    const meant = wanted.find((one) => one.toLowerCase() === name.toLowerCase() && one !== name);
    if (meant === undefined || Object.hasOwn(object, meant)) continue;
    const from = JSON.stringify(name);
    const action: MendAction | null = body.includes(from)
      ? { kind: 'correct-body', from, to: JSON.stringify(meant) }
      : null;
    return faultOf(meant, `says \`${name}\` where \`${meant}\` belongs`, `Write \`${meant}\`: case matters.`, action);
  }
  return null;
}

function startFault(body: Body): PayloadFault | null {
  return idFault(body.definitionId, 64, 'the id of a deployed definition') ?? contextFault(body.context);
}

function messageFault(body: Body): PayloadFault | null {
  const id = idFault(body.definitionId, 128, 'the name of the message') ?? contextFault(body.context);
  if (id !== null) return id;
  const has = (name: string) => body[name] !== undefined && body[name] !== null;
  if (has('workflowInstanceId') && (has('workflowDefinitionId') || has('businessKey'))) {
    return faultOf(
      'workflowInstanceId',
      'names both an instance and a definition',
      'Name either `workflowInstanceId`, or `workflowDefinitionId` with `businessKey`.',
    );
  }
  if (has('workflowInstanceId')) return null;
  if (has('workflowDefinitionId') && has('businessKey')) return null;
  return faultOf(
    'workflowInstanceId',
    has('workflowDefinitionId') ? 'lacks `businessKey`' : 'does not say whom the message is for',
    'Name either `workflowInstanceId`, or `workflowDefinitionId` with `businessKey`.',
  );
}

function idFault(value: unknown, longest: number, what: string): PayloadFault | null {
  const property = 'definitionId';
  if (value === undefined) return faultOf(property, 'lacks `definitionId`', `Add \`definitionId\`: ${what}.`);
  if (typeof value !== 'string' || value.trim() === '') {
    return faultOf(property, 'has a `definitionId` that is no text', `Give \`definitionId\` ${what}.`);
  }
  if (value.length <= longest || value.split('.').length > 3) return null;
  return faultOf(
    property,
    `has a \`definitionId\` of more than ${longest} characters`,
    `Give \`definitionId\` ${what}.`,
  );
}

function contextFault(value: unknown): PayloadFault | null {
  if (value === undefined || members(value) !== null) return null;
  const isInText = typeof value === 'string';
  return faultOf(
    'context',
    `has a \`context\` that is no object${isInText ? ', but a text' : ''}`,
    'Make `context` a JSON object; for none leave it out.',
  );
}
