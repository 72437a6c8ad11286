import type { Operation, OperationHeader } from '../system.ts';
import { element, operationIn, taskEnvelope, taskListEnvelope, type XmlNode } from './envelopes.ts';

/** A task the practice system has ready for its usual user, so that every draft can be sent to it as it stands. */
export const practiceTaskId = 'urn:b4p:1';

const servicePath = '/services/AeB4PTaskClient-taskOperations';

/** SOAP 1.1 wants a SOAPAction; which one this service wants is not documented, and the empty one is taken. */
const soapHeaders: readonly OperationHeader[] = [
  { name: 'Content-Type', value: 'text/xml; charset=utf-8' },
  { name: 'SOAPAction', value: '""' },
];

type SoapDraft = { soap: string; id: string; name: string; body: string; isDestructive?: boolean };

const text = (name: string, value: string) => element(`htdt:${name}`, value);
const onTask = (soap: string, more: readonly XmlNode[] = []) => taskEnvelope(soap, practiceTaskId, more);

const lists: readonly SoapDraft[] = [
  {
    soap: 'getMyTasks',
    id: 'get-my-tasks',
    name: 'List my tasks',
    body: taskListEnvelope('getMyTasks', { taskType: 'TASKS', maxTasks: 20 }),
  },
  {
    soap: 'getMyTaskAbstracts',
    id: 'get-my-task-abstracts',
    name: 'List my tasks, in short',
    body: taskListEnvelope('getMyTaskAbstracts', {
      taskType: 'TASKS',
      genericHumanRole: 'ADMINISTRATORS',
      status: ['READY', 'RESERVED', 'IN_PROGRESS'],
      maxTasks: 20,
    }),
  },
];

const work: readonly SoapDraft[] = [
  { soap: 'claim', id: 'claim', name: 'Claim a task', body: onTask('claim') },
  { soap: 'start', id: 'start', name: 'Start a task', body: onTask('start') },
  {
    soap: 'complete',
    id: 'complete',
    name: 'Complete a task',
    body: onTask('complete', [element('htdt:taskData', [element('approved', 'true')])]),
  },
  { soap: 'release', id: 'release', name: 'Release a task', body: onTask('release') },
  { soap: 'stop', id: 'stop', name: 'Stop working on a task', body: onTask('stop') },
  { soap: 'suspend', id: 'suspend', name: 'Suspend a task', body: onTask('suspend') },
  { soap: 'resume', id: 'resume', name: 'Resume a task', body: onTask('resume') },
  { soap: 'skip', id: 'skip', name: 'Skip a task', body: onTask('skip'), isDestructive: true },
  {
    soap: 'fail',
    id: 'fail',
    name: 'Fail a task',
    body: onTask('fail', [
      text('faultName', 'rejected'),
      element('htdt:faultData', [element('reason', 'Too expensive')]),
    ]),
    isDestructive: true,
  },
];

const look: readonly SoapDraft[] = [
  { soap: 'getTaskInfo', id: 'get-task-info', name: 'Read a task', body: onTask('getTaskInfo') },
  {
    soap: 'getTaskDescription',
    id: 'get-task-description',
    name: 'Read a task’s description',
    body: onTask('getTaskDescription', [text('contentType', 'text/plain')]),
  },
  {
    soap: 'getInput',
    id: 'get-input',
    name: 'Read a task’s input',
    body: onTask('getInput', [text('part', 'request')]),
  },
  {
    soap: 'getOutput',
    id: 'get-output',
    name: 'Read a task’s output',
    body: onTask('getOutput', [text('part', 'response')]),
  },
  { soap: 'getComments', id: 'get-comments', name: 'Read a task’s comments', body: onTask('getComments') },
  { soap: 'getFault', id: 'get-fault', name: 'Read why a task failed', body: onTask('getFault') },
  {
    soap: 'addComment',
    id: 'add-comment',
    name: 'Comment on a task',
    body: onTask('addComment', [text('text', 'Called the customer.')]),
  },
  {
    soap: 'setPriority',
    id: 'set-priority',
    name: 'Change a task’s priority',
    body: onTask('setPriority', [text('priority', '3')]),
  },
  {
    soap: 'remove',
    id: 'remove-notification',
    name: 'Remove a notification',
    body: onTask('remove'),
    isDestructive: true,
  },
];

const wsdl: Operation = {
  id: 'get-wsdl',
  name: 'Read the service’s WSDL',
  group: 'Service',
  method: 'GET',
  path: `${servicePath}?wsdl`,
  authorities: [],
  roles: [],
  isDestructive: false,
  bodyTemplate: '',
};

const groups: readonly (readonly [group: string, drafts: readonly SoapDraft[]])[] = [
  ['Task lists', lists],
  ['Work on a task', work],
  ['Look into a task', look],
];

const bySoapName = new Map<string, Operation>(
  groups.flatMap(([group, drafts]) => drafts.map((draft) => [draft.soap, operationOf(group, draft)] as const)),
);

/** Operations of the task API (WS-HumanTask over SOAP 1.1), all at one address. */
export const operations: readonly Operation[] = [...bySoapName.values(), wsdl];

/** The operation a call is: a POST to the task service, told apart by the element in the envelope's body. */
export function findOperation(method: string, url: string, bodyText?: string | null): Operation | null {
  const [address = '', query = ''] = (url.split('#')[0] ?? '').split('?');
  if (!address.endsWith(servicePath)) return null;
  if (method === 'GET') return /^wsdl\b/i.test(query) ? wsdl : null;
  return method === 'POST' ? (bySoapName.get(operationIn(bodyText ?? '') ?? '') ?? null) : null;
}

/** URL template of a new draft: `process_server_url` ends where the engine does, at `/active-bpel`. */
export function draftUrl(operation: Operation): string {
  return `{{process_server_url}}${operation.path}`;
}

function operationOf(group: string, { id, name, body, isDestructive = false }: SoapDraft): Operation {
  return {
    id,
    name,
    group,
    method: 'POST',
    path: servicePath,
    authorities: [],
    roles: ['abTaskClient'],
    isDestructive,
    bodyTemplate: body,
    headers: soapHeaders,
  };
}
