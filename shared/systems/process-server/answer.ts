import { findHeader } from '../../text/headers.ts';
import type { Leg } from '../generic-http/rule.ts';
import { readTree } from './read-tree.ts';
import { faultIn, type SoapFault } from './soap-fault.ts';
import { descendantsOf, payloadOf, wholeText, type XmlElement } from './xml-element.ts';

/** A task as an answer shows it. Null is what it does not show. */
export type TaskSeen = {
  id: string | null;
  taskType: string | null;
  status: string | null;
  actualOwner: string | null;
  /** Users among its potential owners; groups are not told apart from users who have no name. */
  potentialOwners: readonly string[];
  isEscalated: boolean | null;
  isSkipable: boolean | null;
  /** Epoch ms. */
  createdOn: number | null;
};

/** What an answer is. `unseen` when its body was not kept. */
export type Answer = {
  kind: 'unseen' | 'nothing' | 'page' | 'wsdl' | 'fault' | 'response' | 'other';
  /** A page with a form to log in. */
  isLoginPage: boolean;
  /** A page of the SOAP engine that says a service is here, or which there are. */
  isServicePage: boolean;
  fault: SoapFault | null;
  /** Local name of what a response is: `getMyTasksResponse`. */
  name: string;
  tasks: readonly TaskSeen[];
  /** It was cut off, so that what is not there may have been. */
  isCut: boolean;
};

const mostTasks = 500;
const taskNames = new Set(['task', 'taskabstract', 'taskinfo', 'taskdetails', 'taskinstance', 'entry', 'item', 'row']);
const loginWords = /j_security_check|type\s{0,9}=\s{0,9}["']?password/i;
const servicePage =
  /this is an axis2? service|<h\d>\s{0,9}and now\.\.\. some services|available soap services|>\s{0,9}available services/i;

export function readAnswer({ response }: Leg, bodyText: string | null): Answer {
  const none = { isLoginPage: false, isServicePage: false, fault: null, name: '', tasks: [] };
  const isCut = response?.isComplete === false || (response?.bodyBytes ?? 0) > 64 * 1024;
  const text = (bodyText ?? '').trim();
  if (text === '') {
    const isKnown = response !== null && response.bodyBytes === 0 && response.isComplete;
    return { ...none, kind: isKnown ? 'nothing' : 'unseen', isCut };
  }
  const type = response?.contentType ?? findHeader(response?.headers ?? [], 'content-type') ?? '';
  if (isPage(text, type)) {
    return { ...none, kind: 'page', isLoginPage: loginWords.test(text), isServicePage: servicePage.test(text), isCut };
  }
  const payload = payloadOf(readTree(text));
  const root = /^(?:definitions|description|schema)$/;
  const fault = faultIn(payload);
  if (fault !== null) return { ...none, kind: 'fault', fault, isCut };
  if (payload === null)
    return { ...none, kind: /<(?:[\w.-]{1,40}:)?Envelope\b/.test(text) ? 'response' : 'other', isCut };
  if (root.test(payload.name)) return { ...none, kind: 'wsdl', isCut };
  return { ...none, kind: 'response', name: payload.name, tasks: tasksIn(payload), isCut };
}

/** A web page, by how it begins; by its type where it begins with none of the usual words. */
function isPage(text: string, contentType: string): boolean {
  const start = text.replace(/^\uFEFF?(?:\s|<\?[^?]{0,200}\?>|<!--[^-]{0,400}-->){0,20}/, '').slice(0, 400);
  if (/^<(?:!doctype\s+html|html|head|body|title|h1|center|meta|div)\b/i.test(start)) return true;
  return /html/i.test(contentType) && !/^<(?:[\w.-]{1,40}:)?(?:Envelope|\w{1,60}Response|definitions)\b/.test(start);
}

/** The outermost elements that are tasks. */
function tasksIn(payload: XmlElement): TaskSeen[] {
  const found: XmlElement[] = [];
  const collect = (one: XmlElement, depth: number) => {
    if (taskNames.has(one.name.toLowerCase())) found.push(one);
    else if (depth < 5) for (const child of one.children) collect(child, depth + 1);
  };
  collect(payload, 0);
  return found.slice(0, mostTasks).map(readTask);
}

function readTask(task: XmlElement): TaskSeen {
  const named = new Map<string, XmlElement>();
  for (const one of descendantsOf(task, 3)) if (!named.has(one.name)) named.set(one.name, one);
  const first = (...names: string[]) => names.map((name) => named.get(name)).find((one) => one !== undefined) ?? null;
  const text = (...names: string[]) => wholeText(first(...names)) || null;
  const flag = (name: string) => {
    const value = text(name)?.toLowerCase() ?? null;
    return value === null ? null : value === 'true' || value === '1';
  };
  const createdOn = Date.parse(text('createdOn', 'created') ?? '');
  return {
    id: text('id', 'identifier'),
    taskType: text('taskType'),
    status: text('status', 'state')?.toUpperCase() ?? null,
    actualOwner: text('actualOwner', 'owner'),
    potentialOwners: descendantsOf(first('potentialOwners'))
      .filter(({ name }) => name === 'user')
      .map((user) => user.text.trim()),
    isEscalated: flag('escalated'),
    isSkipable: flag('isSkipable') ?? flag('isSkippable'),
    createdOn: Number.isNaN(createdOn) ? null : createdOn,
  };
}
