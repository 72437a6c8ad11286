import type { CauseId } from '../../model/cause.ts';
import { findHeader } from '../../text/headers.ts';
import { callStatus } from '../generic-http/legs.ts';
import { advice, type Judgement, judgement, type Rule } from '../generic-http/rule.ts';
import type { ExplainInput } from '../system.ts';
import { findOperation } from './operations.ts';
import { readSoapFault, type SoapFault } from './soap-fault.ts';

/** What container, engine and identity service say, in the order in which they are asked. */
export const taskRules: readonly Rule[] = [credentialsMissing, emptyForAnonymous, loginRejected, roleMissing, faulted];

/** The fault an answer carries; null without one. */
export function faultOf(input: ExplainInput): SoapFault | null {
  return callStatus(input) === null ? null : readSoapFault(input.bodyText);
}

function credentialsMissing(input: ExplainInput): Judgement | null {
  if (callStatus(input) !== 401 || hasCredentials(input)) return null;
  return judgement('credentials', {
    cause: 'credentials-not-sent',
    confidence: 'certain',
    sentence: 'The call carried no user name and password',
    reason: 'none was sent with it, and the container answered 401.',
    evidence: [noAuthorization, { text: 'status 401', source: 'response' }],
    mends: [{ text: 'Choose a connection with user name and password.', action: { kind: 'open-connection' } }],
  });
}

/** Where the container asks nobody, a call without credentials is anonymous, and an anonymous user has no tasks. */
function emptyForAnonymous(input: ExplainInput): Judgement | null {
  if (callStatus(input) !== 200 || hasCredentials(input) || !isEmptyList(input)) return null;
  return judgement('credentials', {
    cause: 'credentials-not-sent',
    confidence: 'likely',
    sentence: 'The list is empty because the call carried no user name and password',
    reason: 'nobody was asked for, and the server answers an anonymous user with an empty list instead of an error.',
    evidence: [noAuthorization, { text: 'no task in the answer', source: 'response body' }],
    mends: [
      {
        text: 'Choose a connection with user name and password. They have to be sent with every call.',
        action: { kind: 'open-connection' },
      },
    ],
  });
}

function loginRejected(input: ExplainInput): Judgement | null {
  if (callStatus(input) !== 401 || !hasCredentials(input)) return null;
  return judgement('container', {
    cause: 'credentials-rejected',
    confidence: 'certain',
    sentence: 'The web container does not accept the user or the password',
    reason: 'they were sent with the call, and it answered 401.',
    evidence: [
      { text: 'status 401', source: 'response' },
      ...(challengeOf(input) === null
        ? []
        : [{ text: `WWW-Authenticate: ${challengeOf(input)}`, source: 'response header' }]),
    ],
    mends: [{ text: 'Check user name and password of the connection.', action: { kind: 'open-connection' } }],
  });
}

function roleMissing(input: ExplainInput): Judgement | null {
  if (callStatus(input) !== 403) return null;
  return judgement('container', {
    cause: 'container-role-missing',
    confidence: 'likely',
    sentence: 'The user may lack the container role `abTaskClient`',
    reason: 'the container answered 403, and the task API is open to that role only.',
    evidence: [{ text: 'status 403', source: 'response' }],
    mends: [
      advice('Give the user the role `abTaskClient` in the web container. The identity service is another store.'),
    ],
  });
}

type FaultWords = { gate: string; cause: CauseId; sentence: string; mends: readonly string[] };

const faultWords: Readonly<Record<string, FaultWords>> = {
  illegalArgument: {
    gate: 'engine',
    cause: 'illegal-argument',
    sentence: 'The engine does not accept an argument of the call',
    mends: ['Check the task’s id: it looks like `urn:b4p:5`. Compare the other elements with the ready draft.'],
  },
  illegalAccess: {
    gate: 'identity',
    cause: 'illegal-access',
    sentence: 'The user has no role in this task that allows it',
    mends: ['Ask for the task’s potential owners: the user, or one of the user’s groups, has to be among them.'],
  },
  recipientNotAllowed: {
    gate: 'identity',
    cause: 'recipient-not-allowed',
    sentence: 'The task may not be handed to this user',
    mends: ['Choose one of the task’s potential owners.'],
  },
  illegalState: {
    gate: 'task-state',
    cause: 'illegal-state',
    sentence: 'The task’s state does not allow it',
    mends: ['The usual way is claim, start, complete. List the task again to see who has it now.'],
  },
  illegalOperation: {
    gate: 'task-state',
    cause: 'illegal-operation',
    sentence: 'This kind of task does not know the operation',
    mends: ['A notification can be removed, and neither claimed nor completed.'],
  },
};

const otherFault: FaultWords = {
  gate: 'engine',
  cause: 'soap-fault',
  sentence: 'The server answered with a SOAP fault',
  mends: ['Compare envelope and namespaces with the ready draft: this server does not know the OASIS ones.'],
};

function faulted(input: ExplainInput): Judgement | null {
  const fault = faultOf(input);
  if (fault === null) return null;
  const words = faultWords[fault.name] ?? otherFault;
  const state = fault.status === null ? '' : `: it is \`${fault.status}\``;
  const name = fault.name === '' ? 'a fault' : `the fault \`${fault.name}\``;
  return judgement(words.gate, {
    cause: words.cause,
    confidence: fault.name === '' ? 'likely' : 'certain',
    sentence: `${words.sentence}${state}`,
    reason: `it answered with ${name}${fault.message === '' ? '.' : ` and said “${fault.message}”`}`,
    evidence: [{ text: fault.name === '' ? fault.message : fault.name, source: 'fault of the response' }],
    mends: words.mends.map(advice),
  });
}

const noAuthorization = { text: 'no Authorization header and no session', source: 'request headers' };

function hasCredentials({ exchange }: ExplainInput): boolean {
  const { headers } = exchange.request;
  return findHeader(headers, 'authorization') !== null || findHeader(headers, 'cookie') !== null;
}

function challengeOf({ exchange }: ExplainInput): string | null {
  return findHeader(exchange.response?.headers ?? [], 'www-authenticate');
}

function isEmptyList(input: ExplainInput): boolean {
  const { method, url, body } = input.exchange.request;
  const id = findOperation(method, url, body)?.id;
  if (id !== 'get-my-tasks' && id !== 'get-my-task-abstracts') return false;
  const text = input.bodyText ?? '';
  return /:?getMyTask(?:s|Abstracts)Response\b/.test(text) && !/<(?:[\w.-]+:)?(?:task|taskAbstract)\b/.test(text);
}
