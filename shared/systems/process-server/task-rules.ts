import type { Confidence, Evidence, Mend } from '../../model/gate-report.ts';
import { advice, type Judgement, judgement } from '../generic-http/rule.ts';
import type { TaskSeen } from './answer.ts';
import type { Knowing } from './container-rules.ts';
import { isSameUser } from './login.ts';
import { type Seen, tasksSeen, type Witness } from './seen.ts';
import { isSameQuestion } from './sent-call.ts';

const open = ['READY', 'RESERVED', 'IN_PROGRESS', 'SUSPENDED'];
/** Operations that are the owner's own, or make one the owner. */
export const takingOperations = [
  'claim',
  'start',
  'complete',
  'release',
  'stop',
  'fail',
  'setOutput',
  'skip',
  'suspend',
  'resume',
];

type TaskWitness = { witness: Witness; task: TaskSeen };

const askForTask: Mend = {
  text: 'Ask for the task itself: it says who has it.',
  action: { kind: 'run-probe', probe: 'task-info' },
};
const administrators = 'An administrator of the task sees it: ask for the list as `ADMINISTRATORS`.';

/** Somebody else has claimed the task. It then leaves the lists of the others, and is theirs no longer to work on. */
export const claimedByOther: Knowing = (seen) => {
  if (isAdministrators(seen)) return null;
  const owned = latestOf(seen).filter(({ task }) => isOthers(task, seen));
  const proof = owned.find((one) => isAboutThis(one, seen) && explainsAnswer(seen));
  if (proof !== undefined) {
    const isSure = trusted(seen) && proof.task.isEscalated !== true && isLasting(proof, seen);
    return claimed(seen, isSure ? 'certain' : 'likely', proof.task.actualOwner, proof);
  }
  const said = ownerSaid(seen);
  if (said !== null) return claimed(seen, trusted(seen) && said.isPrinted ? 'certain' : 'likely', said.owner, null);
  if (seen.isEmptyList) return claimedUnproven(seen, owned);
  const { fault } = seen.answer;
  const isTaken = fault?.name === 'illegalState' && /^(?:RESERVED|IN_PROGRESS)$/i.test(fault.status ?? '');
  return isTaken && /^(?:claim|start)$/.test(seen.sent.name) ? claimed(seen, 'possible', null, null) : null;
};

/** The list was never seen with the task in it; that the user may have it is printed, or only fits. */
function claimedUnproven(seen: Seen, owned: readonly TaskWitness[]): Judgement {
  const isMine = (name: string) => isSameUser(name, seen.login.username) === true;
  const own = owned.find(({ task }) => task.potentialOwners.some(isMine));
  const found = own ?? owned[0] ?? null;
  return claimed(seen, own === undefined ? 'possible' : 'likely', found?.task.actualOwner ?? null, found);
}

/** The task went to somebody else because its time had run out. */
export const escalated: Knowing = (seen) => {
  const isFault = seen.answer.fault?.name === 'illegalAccess';
  if (!(seen.isEmptyList || isFault) || isAdministrators(seen)) return null;
  const all = latestOf(seen).filter(({ task }) => task.isEscalated === true && open.includes(task.status ?? 'READY'));
  const [proof] = all.filter((one) => isAboutThis(one, seen));
  if (proof !== undefined) {
    const isSure = wasListed(proof, seen) && trusted(seen) && !isOthers(proof.task, seen) && isLasting(proof, seen);
    return wentAway(seen, isSure ? 'certain' : 'likely', proof);
  }
  if (!seen.isEmptyList) return null;
  return wentAway(seen, 'possible', null);
};

function claimed(seen: Seen, confidence: Confidence, owner: string | null, found: TaskWitness | null): Judgement {
  const isKnown = confidence !== 'possible';
  const who = owner === null ? 'somebody else' : `\`${owner.slice(0, 60)}\``;
  return judgement(isKnown ? 'task-state' : null, {
    cause: 'task-claimed-by-other',
    confidence,
    sentence: isKnown ? `The task is claimed by ${who}` : 'The task may be claimed by a colleague',
    reason: found === null && owner !== null ? 'the fault names who has it.' : claimReason(isKnown),
    evidence: [
      ...evidenceOf(seen, found),
      ...(owner === null
        ? []
        : [
            {
              text: `actualOwner ${owner.slice(0, 60)}`,
              source: found === null ? 'fault of the response' : sourceOf(found),
            },
          ]),
    ],
    mends: [
      advice('Ask the colleague to release the task. An administrator may release it, or hand it on, as well.'),
      ...(isKnown ? [] : [seen.sent.taskId === null ? advice(administrators) : askForTask]),
    ],
    probes: [seen.sent.taskId === null ? 'every-human-role' : 'task-info'],
  });
}

function claimReason(isKnown: boolean): string {
  return isKnown
    ? 'another answer prints it as its owner, and a claimed task is shown to its owner only.'
    : 'a claimed task leaves the lists of its other potential owners.';
}

function wentAway(seen: Seen, confidence: Confidence, found: TaskWitness | null): Judgement {
  const isKnown = confidence !== 'possible';
  return judgement(isKnown ? 'identity' : null, {
    cause: 'task-escalated',
    confidence,
    sentence: isKnown
      ? 'The task was escalated, and is another user’s or an administrator’s now'
      : 'The task may have been escalated to another user or an administrator',
    reason: isKnown
      ? `another answer prints it as escalated${confidence === 'certain' ? ', and before that this user’s list had it.' : '.'}`
      : 'an escalated task is no longer in reach of the user who had it.',
    evidence: [
      ...evidenceOf(seen, found),
      ...(found === null
        ? []
        : [{ text: `escalated: ${found.task.id?.slice(0, 60) ?? 'a task'}`, source: sourceOf(found) }]),
    ],
    mends: [
      advice('Ask an administrator of the task to hand it back, or work on it as the one it went to.'),
      advice(administrators),
    ],
    probes: [seen.sent.taskId === null ? 'every-human-role' : 'task-info'],
  });
}

function evidenceOf(seen: Seen, found: TaskWitness | null): Evidence[] {
  const { fault } = seen.answer;
  const own = seen.isEmptyList ? [{ text: 'no task in the answer', source: 'response body' }] : [];
  const said = fault === null ? [] : [{ text: fault.name, source: 'fault of the response' }];
  const status = found?.task.status ?? fault?.status ?? null;
  return [
    ...own,
    ...said,
    ...(status === null
      ? []
      : [{ text: `status ${status}`, source: found === null ? 'fault of the response' : sourceOf(found) }]),
  ];
}

function sourceOf({ witness }: TaskWitness): string {
  return witness.isProbe ? 'probe' : 'another call';
}

/** What is last known of each task. */
function latestOf(seen: Seen): TaskWitness[] {
  const latest = new Map<string, TaskWitness>();
  for (const one of tasksSeen(seen.witnesses())) if (one.task.id !== null) latest.set(one.task.id, one);
  return [...latest.values()];
}

/** It is the task the call names, or one the same user's earlier list had. */
function isAboutThis(one: TaskWitness, seen: Seen): boolean {
  return seen.sent.taskId === null ? seen.isEmptyList && wasListed(one, seen) : one.task.id === seen.sent.taskId;
}

/** An earlier list of the same user had the task; for a list, one that asked the same. */
function wasListed({ task }: TaskWitness, seen: Seen): boolean {
  return seen
    .witnesses()
    .some(
      ({ isSameUser: isOwn, isProbe, exchange, query, sent, answer }) =>
        isOwn === true &&
        !isProbe &&
        exchange.startedAt < seen.exchange.startedAt &&
        query !== null &&
        (!seen.isEmptyList || isSameQuestion(sent, seen.sent)) &&
        answer.tasks.some(({ id, isEscalated }) => id === task.id && isEscalated !== true),
    );
}

/** What was seen before the call may have changed by then: it counts when a probe saw it, or a later call. */
function isLasting({ witness }: TaskWitness, { exchange }: Seen): boolean {
  return witness.isProbe || witness.exchange.startedAt >= exchange.startedAt;
}

function isOthers({ actualOwner, status }: TaskSeen, { login }: Seen): boolean {
  return (
    actualOwner !== null && open.includes(status ?? 'RESERVED') && isSameUser(actualOwner, login.username) === false
  );
}

/** The answer is one that a task of somebody else explains. */
function explainsAnswer({ isEmptyList, answer, sent }: Seen): boolean {
  const { fault } = answer;
  if (isEmptyList || fault === null) return isEmptyList;
  const isTaken = fault.name === 'illegalState' && /^(?:|RESERVED|IN_PROGRESS|SUSPENDED)$/i.test(fault.status ?? '');
  return (isTaken || fault.name === 'illegalAccess') && takingOperations.includes(sent.name);
}

/** Whose call it was is known: no session beside the Basic header speaks for somebody else. */
function trusted({ login }: Seen): boolean {
  return login.kind === 'password' && login.username !== null && login.cookies.length === 0;
}

/** The owner a fault names; `isPrinted` when an element does, not a sentence. */
function ownerSaid({ answer, login, sent }: Seen): { owner: string; isPrinted: boolean } | null {
  const { fault } = answer;
  if (fault === null || !(fault.name === 'illegalState' || fault.name === 'illegalAccess')) return null;
  if (!takingOperations.includes(sent.name) && sent.name !== '') return null;
  const spoken =
    /\b(?:claimed|reserved|owned|held|locked)\s+by\s+(?:the\s+)?(?:another\s+)?(?:user\s+)?["'‘“]?([\w.@\\-]{1,60})/i.exec(
      fault.message,
    )?.[1];
  const owner = fault.owner ?? spoken?.replace(/\.$/, '') ?? null;
  if (owner === null || /^(?:user|another|someone|somebody|you|other|a|an|its|the)$/i.test(owner)) return null;
  return isSameUser(owner, login.username) === true
    ? null
    : { owner, isPrinted: fault.owner !== null && login.username !== null };
}

/** A list of administrators shows tasks whoever has claimed them. */
function isAdministrators({ isEmptyList, query }: Seen): boolean {
  return isEmptyList && query?.role === 'ADMINISTRATORS';
}
