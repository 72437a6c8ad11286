import { element, namespaces } from '#shared/systems/process-server/envelopes.ts';
import type { Faults } from '../faults.ts';
import type { ProcessServerFaultId } from './process-server-faults.ts';
import { readXml, type XmlElement } from './read-xml.ts';
import { answerFault, answerSoap, answerTaskFault, describeTask, describeTaskInShort } from './soap-answers.ts';
import { readTaskQuery } from './task-query.ts';
import { type TaskAction, type TaskEngine, type TaskFault, taskActions } from './tasks.ts';

export type TaskService = { engine: TaskEngine; faults: Faults<ProcessServerFaultId> };

/** Answers an envelope sent to the task service by a user whom the container let through; null is an anonymous one. */
export function answerEnvelope(text: string, user: string | null, { engine, faults }: TaskService): Response {
  const operation = readOperation(text);
  if ('fault' in operation) return operation.fault;
  const { localName, namespace } = operation.element;
  if (namespace !== namespaces.htdt) {
    return answerFault('soapenv:Client', 'The operation is not in the namespace this service knows.');
  }
  if (faults.isOn('directory-down')) return answerFault('soapenv:Server', directoryDown);
  if (localName === 'getMyTasks' || localName === 'getMyTaskAbstracts') return list(operation.element, user, engine);
  if (localName === 'getTaskInfo') return show(operation.element, user, engine);
  if (localName === 'delegate') return hand(operation.element, user, engine);
  const action = taskActions.find((one) => one === localName);
  if (action !== undefined) return act(action, operation.element, user, engine);
  return answerFault('soapenv:Client', 'The practice system does not know this operation.');
}

/** As a search by JNDI fails. */
const directoryDown =
  'Identity service search failed: javax.naming.CommunicationException: directory.practice.example:389 [Root exception is java.net.ConnectException: Connection refused]';

function list(query: XmlElement, user: string | null, engine: TaskEngine): Response {
  const reading = readTaskQuery(query);
  if (!reading.ok) return answerTaskFault(reading.fault);
  const isWhole = query.localName === 'getMyTasks';
  const tasks = engine.list(user, reading.filter);
  const described = tasks.map((task) => (isWhole ? describeTask(task) : describeTaskInShort(task)));
  return answerSoap(element(`htdt:${query.localName}Response`, described));
}

function act(action: TaskAction, operation: XmlElement, user: string | null, engine: TaskEngine): Response {
  const taskId = taskIdIn(operation);
  if (taskId === '') return answerTaskFault(noIdentifier);
  return answerDone(action, engine.act(user, action, taskId, childOf(operation, 'taskData') !== undefined));
}

function show(operation: XmlElement, user: string | null, engine: TaskEngine): Response {
  const taskId = taskIdIn(operation);
  const outcome = taskId === '' ? noIdentifier : engine.read(user, taskId);
  if ('message' in outcome) return answerTaskFault(outcome);
  return answerSoap(element('htdt:getTaskInfoResponse', [describeTask(outcome, 'task')]));
}

function hand(operation: XmlElement, user: string | null, engine: TaskEngine): Response {
  const taskId = taskIdIn(operation);
  if (taskId === '') return answerTaskFault(noIdentifier);
  const users = childOf(childOf(operation, 'organizationalEntity'), 'users', namespaces.htd);
  const recipients = users?.children.map((one) => one.text.trim()) ?? [];
  const [recipient = ''] = recipients;
  if (recipient === '' || recipients.length > 1) {
    const message = 'The element organizationalEntity does not name one user.';
    return answerTaskFault({ name: 'illegalArgument', message });
  }
  return answerDone('delegate', engine.delegate(user, taskId, recipient));
}

const noIdentifier: TaskFault = { name: 'illegalArgument', message: 'The element identifier is missing.' };

function answerDone(operation: string, fault: TaskFault | null): Response {
  return fault === null ? answerSoap(element(`htdt:${operation}Response`)) : answerTaskFault(fault);
}

function taskIdIn(operation: XmlElement): string {
  return childOf(operation, 'identifier')?.text.trim() ?? '';
}

function childOf(
  parent: XmlElement | undefined,
  localName: string,
  namespace: string = namespaces.htdt,
): XmlElement | undefined {
  return parent?.children.find((child) => child.namespace === namespace && child.localName === localName);
}

/** The one element in the body of a SOAP 1.1 envelope, or the fault that says why there is none. */
function readOperation(text: string): { element: XmlElement } | { fault: Response } {
  const root = readXml(text);
  if (root === null) return { fault: answerFault('soapenv:Client', 'The request is not a well-formed XML document.') };
  if (root.localName !== 'Envelope')
    return { fault: answerFault('soapenv:Client', 'The request is no SOAP envelope.') };
  if (root.namespace !== namespaces.soapenv) {
    return { fault: answerFault('soapenv:VersionMismatch', 'The envelope is not one of SOAP 1.1.') };
  }
  const body = root.children.find(
    ({ namespace, localName }) => namespace === namespaces.soapenv && localName === 'Body',
  );
  const [operation, second] = body?.children ?? [];
  if (operation === undefined || second !== undefined) {
    return { fault: answerFault('soapenv:Client', 'The body of the envelope does not hold one operation.') };
  }
  return { element: operation };
}
