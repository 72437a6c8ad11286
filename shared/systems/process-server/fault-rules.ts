import type { CauseId } from '../../model/cause.ts';
import type { Confidence, Mend } from '../../model/gate-report.ts';
import type { ProbeId } from '../../model/probe.ts';
import { advice, type Judgement, judgement } from '../generic-http/rule.ts';
import { illegalArgumentDetail } from './argument-words.ts';
import type { Knowing } from './container-rules.ts';
import { identityFailure } from './fault-words.ts';
import { type Seen, tasksSeen } from './seen.ts';
import type { SoapFault } from './soap-fault.ts';

/** What a fault is said to be: its gate, its cause, and what it means for a person. */
type FaultWords = { gate: string; cause: CauseId; sentence: string; mends: Mend[]; probes?: ProbeId[] };

/** The directory behind the engine failed: the fault or the page says so. */
export const identityFailed: Knowing = (seen) => {
  const { status, answer } = seen;
  const { fault, kind } = answer;
  const text = fault === null ? (seen.input.bodyText ?? '').slice(0, 4_000) : fault.text;
  const isFailure = fault !== null || ((status ?? 0) >= 500 && kind !== 'response');
  if (!isFailure || !identityFailure.test(text)) return null;
  return judgement('identity', {
    cause: 'identity-service-unavailable',
    confidence: 'likely',
    sentence: 'The identity service, or the directory behind it, failed',
    reason: 'the answer speaks of it, and without it the engine cannot tell whose tasks these are.',
    evidence: [
      {
        text: fault?.message || 'the identity service in its words',
        source: fault === null ? 'response body' : 'fault of the response',
      },
      { text: `status ${status}`, source: 'response' },
    ],
    mends: [
      advice(
        'Test it in the console: whether its provider answers, is enabled, and still has a valid user to ask with.',
      ),
      { text: 'Send again when it is back.', action: { kind: 'send-again', seconds: 0 } },
    ],
    probes: ['doctor', 'every-human-role'],
  });
};

/** WS-Security answers a wrong user with a fault, where HTTP Basic answers 401. */
export const securityFault: Knowing = (seen) => {
  const { fault } = seen.answer;
  if (
    fault === null ||
    fault.name !== '' ||
    !/FailedAuthentication|InvalidSecurityToken/i.test(`${fault.code} ${fault.text}`)
  )
    return null;
  return judgement('container', {
    cause: 'credentials-rejected',
    confidence: 'likely',
    sentence: 'The service does not accept the user or the password',
    reason: 'the fault is the one of WS-Security for a failed login.',
    evidence: [{ text: fault.code || fault.message, source: 'fault of the response' }],
    mends: [{ text: 'Check user name and password of the connection.', action: { kind: 'open-connection' } }],
    probes: ['doctor'],
  });
};

/**
 * The fault by its name. `isExplained` when a cause is known that says more: the fault's own is then no more certain than
 * that one, and stands behind it.
 */
export function faultByName(seen: Seen, isExplained: boolean): Judgement | null {
  const { fault } = seen.answer;
  if (fault === null || fault.name === '') return null;
  const words = wordsOf(fault.name, seen);
  const confidence: Confidence = isExplained ? 'likely' : 'certain';
  const state = fault.name === 'illegalState' && fault.status ? `: it is \`${fault.status.slice(0, 40)}\`` : '';
  return judgement(words.gate, {
    cause: words.cause,
    confidence,
    sentence: `${words.sentence}${state}`,
    reason: saidBy(fault, `the fault \`${fault.name}\``),
    evidence: [{ text: fault.name, source: 'fault of the response' }],
    mends: words.mends,
    probes: words.probes ?? [],
  });
}

/** The last resort: a fault whose words nobody here knows. */
export const otherFault: Knowing = (seen) => {
  const { fault } = seen.answer;
  if (fault === null || fault.name !== '' || seen.status === 401 || seen.status === 403) return null;
  return judgement('engine', {
    cause: 'soap-fault',
    confidence: 'likely',
    sentence: 'The server answered with a SOAP fault',
    reason: saidBy(fault, 'a fault'),
    evidence: [{ text: fault.message || fault.code, source: 'fault of the response' }],
    mends: [advice('Compare envelope and namespaces with the ready draft: this server does not know the OASIS ones.')],
    probes: ['doctor'],
  });
};

function saidBy({ message }: SoapFault, what: string): string {
  return `it answered with ${what}${message === '' ? '.' : ` and said “${message}”`}`;
}

function wordsOf(name: string, seen: Seen): FaultWords {
  switch (name) {
    case 'illegalArgument':
      return { gate: 'engine', cause: 'illegal-argument', ...illegalArgumentDetail(seen) };
    case 'illegalAccess':
      return {
        gate: 'identity',
        cause: 'illegal-access',
        sentence: 'The user has no role in this task that allows it',
        mends: [
          advice('Ask for the task’s potential owners: the user, or one of the user’s groups, has to be among them.'),
          { text: 'Ask for the task itself.', action: { kind: 'run-probe', probe: 'task-info' } },
        ],
        probes: ['task-info', 'every-human-role'],
      };
    case 'recipientNotAllowed':
      return {
        gate: 'identity',
        cause: 'recipient-not-allowed',
        sentence: 'The task may not be handed to this user',
        mends: [advice('Choose one of the task’s potential owners.')],
      };
    case 'illegalState':
      return {
        gate: 'task-state',
        cause: 'illegal-state',
        sentence: 'The task’s state does not allow it',
        mends: [advice('The usual way is claim, start, complete. List the task again to see who has it now.')],
        probes: ['task-info'],
      };
    default:
      return { gate: 'task-state', cause: 'illegal-operation', ...illegalOperation(seen) };
  }
}

function illegalOperation(seen: Seen): { sentence: string; mends: Mend[] } {
  const task = tasksSeen(seen.witnesses()).findLast(
    (one) => one.task.id !== null && one.task.id === seen.sent.taskId,
  )?.task;
  if (seen.sent.name === 'skip' && (task === undefined || task.isSkipable === false)) {
    return {
      sentence: task === undefined ? 'This task may not be one that can be skipped' : 'This task cannot be skipped',
      mends: [advice('Complete or fail it. Whether a task can be skipped is laid down in its process (`isSkipable`).')],
    };
  }
  return {
    sentence: 'This kind of task does not know the operation',
    mends: [advice('A notification can be removed, and neither claimed nor completed.')],
  };
}
