import { element, namespaces } from '#shared/systems/process-server/envelopes.ts';
import { readXml, type XmlElement } from './read-xml.ts';
import { answerFault, answerSoap, answerTaskFault, describeTask, describeTaskInShort } from './soap-answers.ts';
import { readTaskQuery } from './task-query.ts';
import { type TaskAction, type TaskEngine, taskActions } from './tasks.ts';

/** Answers an envelope sent to the task service by a user whom the container let through; null is an anonymous one. */
export function answerEnvelope(text: string, user: string | null, engine: TaskEngine): Response {
  const operation = readOperation(text);
  if ('fault' in operation) return operation.fault;
  const { localName, namespace } = operation.element;
  if (namespace !== namespaces.htdt) {
    return answerFault('soapenv:Client', 'The operation is not in the namespace this service knows.');
  }
  if (localName === 'getMyTasks' || localName === 'getMyTaskAbstracts') return list(operation.element, user, engine);
  const action = taskActions.find((one) => one === localName);
  if (action !== undefined) return act(action, operation.element, user, engine);
  return answerFault('soapenv:Client', 'The practice system does not know this operation.');
}

function list(query: XmlElement, user: string | null, engine: TaskEngine): Response {
  const reading = readTaskQuery(query);
  if (!reading.ok) return answerTaskFault(reading.fault);
  const describe = query.localName === 'getMyTasks' ? describeTask : describeTaskInShort;
  return answerSoap(element(`htdt:${query.localName}Response`, engine.list(user, reading.filter).map(describe)));
}

function act(action: TaskAction, operation: XmlElement, user: string | null, engine: TaskEngine): Response {
  const taskId = childOf(operation, 'identifier')?.text.trim() ?? '';
  if (taskId === '') return answerTaskFault({ name: 'illegalArgument', message: 'The element identifier is missing.' });
  const fault = engine.act(user, action, taskId, childOf(operation, 'taskData') !== undefined);
  return fault === null ? answerSoap(element(`htdt:${action}Response`)) : answerTaskFault(fault);
}

function childOf(parent: XmlElement, localName: string): XmlElement | undefined {
  return parent.children.find((child) => child.namespace === namespaces.htdt && child.localName === localName);
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
