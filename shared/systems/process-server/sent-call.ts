import { readTree } from './read-tree.ts';
import { childOf, payloadOf, textIn, type XmlElement } from './xml-element.ts';

/** The call as it was sent, as far as its body was recorded. */
export type SentCall = {
  /** The body as it was recorded; empty without one. */
  text: string;
  envelope: XmlElement | null;
  operation: XmlElement | null;
  /** Local name of the operation; empty when it is not known. */
  name: string;
  /** Id of the task it is about; null for a list, and when it is not known. */
  taskId: string | null;
};

/** What a task list asks for. Null and empty are what was left out. */
export type SentQuery = {
  taskType: string | null;
  role: string | null;
  statuses: readonly string[];
  whereClause: string;
  createdOnClause: string;
  workQueue: string;
  maxTasks: number | null;
  offset: number | null;
  /** The elements themselves, for the passages they stand in. */
  parts: readonly XmlElement[];
};

const listOperations = ['getMyTasks', 'getMyTaskAbstracts', 'getTasks', 'query'];

export function readSentCall(body: string | null): SentCall {
  const text = body ?? '';
  const root = readTree(text);
  const operation = payloadOf(root);
  return {
    text,
    envelope: root?.name.toLowerCase() === 'envelope' ? root : null,
    operation,
    name: operation?.name ?? '',
    taskId: textIn(operation, 'identifier') || null,
  };
}

/** They ask the same, however their prefixes and blanks are written. */
export function isSameQuestion(one: SentCall, other: SentCall): boolean {
  if (one.text === other.text) return true;
  return one.operation !== null && other.operation !== null && isSameElement(one.operation, other.operation);
}

function isSameElement(one: XmlElement, other: XmlElement): boolean {
  if (one.name !== other.name || one.namespace !== other.namespace || one.text.trim() !== other.text.trim())
    return false;
  const { children } = other;
  if (one.children.length !== children.length) return false;
  return one.children.every((child, at) => isSameElement(child, children[at] ?? child));
}

export function isListOperation(name: string): boolean {
  return listOperations.includes(name);
}

/** The passage of the body an element stands in; empty when it came from JSON, or was cut off. */
export function passageOf({ text }: SentCall, element: XmlElement): string {
  return text.slice(element.start, element.end);
}

/** What a list asks for; null when the call is none or its body is not known. */
export function readQuery({ operation, name }: SentCall): SentQuery | null {
  if (operation === null || !isListOperation(name)) return null;
  // The extension wraps the query of WS-HumanTask and puts the offset beside it.
  const inner = childOf(operation, 'getMyTasks') ?? operation;
  const parts = [...inner.children, ...(inner === operation ? [] : operation.children)];
  const text = (wanted: string) => parts.find((part) => part.name === wanted)?.text.trim() ?? '';
  const number = (wanted: string) => (/^\d{1,9}$/.test(text(wanted)) ? Number(text(wanted)) : null);
  return {
    taskType: text('taskType') || null,
    role: text('genericHumanRole') || null,
    statuses: parts.filter((part) => part.name === 'status').map((part) => part.text.trim()),
    whereClause: text('whereClause'),
    createdOnClause: text('createdOnClause'),
    workQueue: text('workQueue'),
    maxTasks: number('maxTasks'),
    offset: number('taskIndexOffset'),
    parts,
  };
}
