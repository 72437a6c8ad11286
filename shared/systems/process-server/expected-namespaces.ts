import { namespaces } from './envelopes.ts';
import type { SentCall } from './sent-call.ts';
import type { XmlElement } from './xml-element.ts';

/** Of the operations ActiveVOS adds to WS-HumanTask. */
const extensionNamespace = 'http://schemas.active-endpoints.com/b4p/wshumantask/2007/10/aeb4p-task-state-wsdl.xsd';
const known: readonly (string | null)[] = [
  namespaces.htdt,
  extensionNamespace,
  'http://schemas.active-endpoints.com/b4p/wshumantask/2007/10/aeb4p-task-rt.xsd',
];

/** Operations of ActiveVOS's own service beside WS-HumanTask's. */
export const extensionOperations = [
  'authorize',
  'getInstance',
  'getTasks',
  'getAttachmentById',
  'deleteAttachmentById',
  'updateComment',
  'deleteComment',
];

/** The first element that should be in a namespace of the task API and is not. */
export function misplacedElement({ operation }: SentCall): XmlElement | null {
  if (operation === null) return null;
  if (!known.includes(operation.namespace)) return operation;
  // What a task carries as its data is in a namespace of its own; only what the API itself defines is looked at.
  const inner = operation.children.flatMap((child) =>
    child.name === 'getMyTasks' ? [child, ...child.children] : [child],
  );
  const own = inner.filter(({ name }) => parameters.includes(name));
  return own.find(({ namespace }) => !known.includes(namespace)) ?? null;
}

const parameters = [
  'identifier',
  'taskType',
  'genericHumanRole',
  'workQueue',
  'status',
  'whereClause',
  'maxTasks',
  'getMyTasks',
];

/** The namespace the task API has an element in. */
export function wantedNamespace({ name }: XmlElement): string {
  return [...extensionOperations, 'taskIndexOffset'].includes(name) ? extensionNamespace : namespaces.htdt;
}
