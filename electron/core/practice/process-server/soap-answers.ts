import { element, envelope, type XmlNode } from '#shared/systems/process-server/envelopes.ts';
import type { HumanTask, TaskFault } from './tasks.ts';

const headers = { 'Content-Type': 'text/xml; charset=utf-8' };

export function answerSoap(body: XmlNode): Response {
  return new Response(envelope(body, { hasHeader: false }), { headers });
}

/** A fault of the task API in its detail. SOAP 1.1 sends every fault with status 500. */
export function answerTaskFault(fault: TaskFault): Response {
  const inner =
    fault.name === 'illegalState'
      ? [element('htdt:status', fault.status), element('htdt:message', fault.message)]
      : fault.message;
  return answerFault('soapenv:Server', fault.message, [element(`htdt:${fault.name}`, inner)]);
}

/** A fault of SOAP itself (section 4.4), such as a body nobody can read. */
export function answerFault(code: string, message: string, detail: readonly XmlNode[] = []): Response {
  const fault = element('soapenv:Fault', [
    element('faultcode', code),
    element('faultstring', message),
    ...(detail.length === 0 ? [] : [element('detail', detail)]),
  ]);
  return new Response(envelope(fault, { hasHeader: false }), { status: 500, headers });
}

/** A task as `getMyTasks` lists it, or, called `task`, as `getTaskInfo` shows it. */
export function describeTask(task: HumanTask, name: 'taskAbstract' | 'task' = 'taskAbstract'): XmlNode {
  const people = (names: readonly string[]) => [
    element(
      'htd:users',
      names.map((name) => element('htd:user', name)),
    ),
  ];
  return element(`htdt:${name}`, [
    ...identity(task),
    element('htda:taskInitiator', task.initiator),
    ...(task.potentialOwners.length === 0 ? [] : [element('htda:potentialOwners', people(task.potentialOwners))]),
    ...(task.actualOwner === null ? [] : [element('htda:actualOwner', task.actualOwner)]),
    ...facts(task),
  ]);
}

/** A task as `getMyTaskAbstracts` lists it: without the people. */
export function describeTaskInShort(task: HumanTask): XmlNode {
  return element('htdt:taskAbstract', [...identity(task), ...facts(task)]);
}

function identity({ id, taskType, name, status, priority }: HumanTask): XmlNode[] {
  return [
    element('htda:id', id),
    element('htda:taskType', taskType),
    element('htda:name', name),
    element('htda:status', status),
    element('htda:priority', String(priority)),
  ];
}

/** `isSkipable` is how the service spells it. */
function facts({ createdOn, hasOutput, isEscalated, name, subject }: HumanTask): XmlNode[] {
  return [
    element('htda:createdOn', new Date(createdOn).toISOString()),
    element('htda:isSkipable', 'false'),
    element('htda:hasOutput', String(hasOutput)),
    element('htda:hasFault', 'false'),
    element('htda:hasAttachments', 'false'),
    element('htda:hasComments', 'false'),
    element('htda:escalated', String(isEscalated)),
    element('htda:presentationName', name),
    element('htda:presentationSubject', subject),
  ];
}
