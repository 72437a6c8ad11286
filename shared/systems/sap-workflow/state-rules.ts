import type { CauseId } from '../../model/cause.ts';
import type { Confidence, Evidence, Mend } from '../../model/gate-report.ts';
import type { ProbeId } from '../../model/probe.ts';
import { advice, type Judgement, judgement, type Rule } from '../generic-http/rule.ts';
import type { ExplainInput } from '../system.ts';
import { addressFaults, isBaseKnown } from './address.ts';
import {
  type Answer,
  answerEvidence,
  answered,
  answerOf,
  hasCode,
  members,
  parsedJson,
  runtimeCode,
} from './answer.ts';
import { operationOf } from './call.ts';
import { payloadFault } from './payload-faults.ts';
import { instancesSeen, type Sighting, tasksSeen } from './witnesses.ts';

/** The thing is there, and not in a state that lets the call do what it asks. */
export const stateRules: readonly Rule[] = [taskFinal, instanceWrongState, messageUnmatched, messageReachedNobody];

const finalStatuses = ['COMPLETED', 'CANCELED'];

/** The code is SAP's own client’s (400, “already completed”); without it a PATCH of a well-formed body is asked for. */
function taskFinal(input: ExplainInput): Judgement | null {
  const answer = answerOf(input);
  if (answer === null || answer.status < 400 || answer.status > 499) return null;
  const isNamed = hasCode(answer, 'task.final.status');
  if (!isNamed && !isRefusedChange(input, answer, ['update-task'])) return null;
  const last = lastSeen(input, tasksSeen(input), idOf(input, 'task-instances'));
  const isSeen = last !== null && finalStatuses.includes(last.status);
  if (!isNamed && last?.status === 'READY') return null;
  return found(
    answer,
    'task-final',
    isNamed ? 'certain' : isSeen || isUsual(answer, /final|already|completed/i) ? 'likely' : 'possible',
    {
      sentence: isSeen
        ? `The task is already ${last.status}: nothing changes it any more`
        : 'The task has already ended: nothing changes it any more',
      evidence: sightingEvidence(last),
      mends: [advice('Read the task: `status`, `completedAt` and `processor` tell who was faster.')],
      probes: ['list-definitions'],
    },
  );
}

function instanceWrongState(input: ExplainInput): Judgement | null {
  const answer = answerOf(input);
  if (answer === null || answer.status < 400 || answer.status > 499) return null;
  const isNamed = hasCode(answer, 'task.suspended.status', 'instance.final.status', 'instance.suspended.status');
  if (!isNamed && !isRefusedChange(input, answer, instanceChanges)) return null;
  const last = lastSeen(input, instancesSeen(input), idOf(input, 'workflow-instances'));
  const isSeen = last !== null && [...finalStatuses, 'SUSPENDED'].includes(last.status);
  const isSuspended =
    hasCode(answer, 'task.suspended.status', 'instance.suspended.status') || last?.status === 'SUSPENDED';
  const isTold =
    isSeen || runtimeCode(answer) !== null || isUsual(answer, /status|state|final|suspend|complet|cancel/i);
  return found(answer, 'instance-wrong-state', isNamed ? 'certain' : isTold ? 'likely' : 'possible', {
    sentence: isSuspended
      ? 'The instance is suspended, and does not take this call until it runs again'
      : 'The instance is not in a state that allows this call',
    evidence: sightingEvidence(last),
    mends: [
      advice(
        isSuspended
          ? 'Resume it by PATCH with `"status": "RUNNING"`, then send again.'
          : 'Read its status: COMPLETED and CANCELED are final, RUNNING retries an ERRONEOUS or resumes a SUSPENDED instance.',
      ),
      { text: 'Read the instance as it is now.', action: { kind: 'run-probe', probe: 'read-instance' } },
    ],
    probes: ['read-instance'],
  });
}

const instanceChanges = [
  'update-instance',
  'replace-instance-context',
  'merge-instance-context',
  'update-instance-attachments',
  'update-instance-roles',
  'delete-instances',
];

/** Nobody waits for the message. SAP’s code says so; without it the operation and a well-formed body make it likely. */
function messageUnmatched(input: ExplainInput): Judgement | null {
  const answer = answerOf(input);
  if (answer === null || answer.status < 400 || answer.status > 499) return null;
  const isNamed = hasCode(answer, 'message.no.match');
  const isRefused = isRefusedChange(input, answer, ['send-message'], [404]);
  if (!isNamed && !isRefused) return null;
  const isDoubtful = answer.status === 404 && (hasFault(input) || (answer.isPage && !isBaseKnown(input)));
  return noMatch(input, answer, isNamed ? 'certain' : isDoubtful ? 'possible' : 'likely');
}

/** The service took the message and names no instance that consumed it. */
function messageReachedNobody(input: ExplainInput): Judgement | null {
  const answer = answerOf(input);
  if (answer === null || answer.status < 200 || answer.status > 299 || operationOf(input)?.id !== 'send-message')
    return null;
  const consumers = parsedJson(input.bodyText);
  if (!Array.isArray(consumers) || consumers.length > 0) return null;
  return noMatch(input, answer, 'likely', [{ text: 'an empty list of consuming instances', source: 'response body' }]);
}

function noMatch(input: ExplainInput, answer: Answer, confidence: Confidence, evidence: Evidence[] = []): Judgement {
  const isAnswer = answer.status < 300;
  const judged = found(answer, 'message-no-match', confidence, {
    sentence: isAnswer ? 'No instance took the message' : 'No instance waits for this message',
    evidence: [...evidence, ...sightingEvidence(lastSeen(input, instancesSeen(input), targetOf(input)))],
    mends: [
      advice('Compare `definitionId` with the name of the message in the model, and the instance or business key.'),
      advice('Read the execution log: the instance must have come to the event that waits, and not be SUSPENDED.'),
    ],
    probes: [],
  });
  return isAnswer ? { ...judged, gate: null } : judged;
}

/**
 * A change of a thing that was refused, while address and body are as they should be: what is left is the thing. Codes of
 * the runtime that mean something else speak against it.
 */
function isRefusedChange(
  input: ExplainInput,
  answer: Answer,
  operationIds: readonly string[],
  statuses: readonly number[] = [],
): boolean {
  const operation = operationOf(input);
  if (operation === null || !operationIds.includes(operation.id) || answer.isUnrouted) return false;
  if (![400, 409, 422, ...statuses].includes(answer.status)) return false;
  const code = runtimeCode(answer);
  const isOtherCode = code !== null && !/status|state/.test(code);
  return !isOtherCode && payloadFault(input) === null;
}

function hasFault(input: ExplainInput): boolean {
  return addressFaults(input).some(({ source }) => source === 'request');
}

/** A 409 says as much by itself; with 400 it takes words about the state. A web page hides them: the request is all there is. */
function isUsual(answer: Answer, words: RegExp): boolean {
  return answer.status === 409 || answer.message === null || words.test(answer.message);
}

function idOf({ exchange }: ExplainInput, resource: string): string | null {
  return new RegExp(`/${resource}/([^/?#]+)`).exec(exchange.request.url)?.[1] ?? null;
}

function targetOf({ exchange }: ExplainInput): string | null {
  const id = members(parsedJson(exchange.request.body))?.workflowInstanceId;
  return typeof id === 'string' ? id : null;
}

/** The newest word on it from before the call: seen then, or seen later to have ended before. */
function lastSeen({ exchange }: ExplainInput, sightings: readonly Sighting[], id: string | null): Sighting | null {
  const isThen = ({ seenAt, completedAt }: Sighting) =>
    seenAt <= exchange.startedAt || (completedAt !== null && completedAt <= exchange.startedAt);
  return sightings.findLast((one) => one.id === id && isThen(one)) ?? null;
}

function sightingEvidence(sighting: Sighting | null): Evidence[] {
  return sighting === null ? [] : [{ text: `status ${sighting.status}`, source: sighting.where }];
}

type Words = { sentence: string; evidence: Evidence[]; mends: Mend[]; probes: readonly ProbeId[] };

function found(answer: Answer, cause: CauseId, confidence: Confidence, words: Words): Judgement {
  return judgement('resource', {
    cause,
    confidence,
    reason: answered(answer),
    ...words,
    evidence: [...answerEvidence(answer), ...words.evidence],
  });
}
