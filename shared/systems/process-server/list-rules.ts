import type { Mend } from '../../model/gate-report.ts';
import { advice, type Judgement, judgement } from '../generic-http/rule.ts';
import type { TaskSeen } from './answer.ts';
import { isEveryRoleEmpty } from './asked-roles.ts';
import { type Knowing, noAuthorization } from './container-rules.ts';
import { isAnonymous, isSameUser } from './login.ts';
import type { Seen, Witness } from './seen.ts';
import { isSameQuestion } from './sent-call.ts';

/** Who asked, and who may see what: causes of a list that is empty without an error. */
const noTask = { text: 'no task in the answer', source: 'response body' };

/** Where the container asks nobody, a call without credentials is anonymous, and an anonymous user has no tasks. */
export const emptyForAnonymous: Knowing = (seen) => {
  const { login, isEmptyList, answer } = seen;
  if (login.kind === 'password') return null;
  if (answer.fault?.name === 'illegalAccess' && isAnonymous(login)) return refusedToNobody(seen);
  if (!isEmptyList) return null;
  const isCookieOnly = login.kind === 'none' && login.cookies.length > 0;
  const proof = isAnonymous(login) && login.isComplete ? withCredentials(seen) : null;
  const rest = isCookieOnly ? 'possible' : 'likely';
  return judgement('credentials', {
    cause: 'credentials-not-sent',
    confidence: proof === null ? rest : 'certain',
    sentence:
      login.kind === 'unfit'
        ? `The list is empty because the call carried ${login.what} instead of user name and password`
        : `The list ${isCookieOnly ? 'may be' : 'is'} empty because the call carried no user name and password`,
    reason:
      proof === null
        ? 'the server answers an anonymous user with an empty list instead of an error.'
        : 'the same question with user name and password was answered with tasks.',
    evidence: [
      login.kind === 'none' ? noAuthorization : { text: login.what, source: 'request headers' },
      noTask,
      ...(proof === null ? [] : [tasksOf(proof)]),
    ],
    mends: [
      {
        text: 'Choose a connection with user name and password. They have to be sent with every call.',
        action: { kind: 'open-connection' },
      },
    ],
    probes: ['with-credentials'],
  });
};

/** An anonymous user has no role in any task. */
function refusedToNobody({ login }: Seen): Judgement {
  return judgement('credentials', {
    cause: 'credentials-not-sent',
    confidence: login.isComplete ? 'likely' : 'possible',
    sentence: 'The call carried no user name and password, and nobody has no role in a task',
    reason: 'the container let it through without asking, and the engine took it for an anonymous user’s.',
    evidence: [noAuthorization, { text: 'illegalAccess', source: 'fault of the response' }],
    mends: [{ text: 'Choose a connection with user name and password.', action: { kind: 'open-connection' } }],
    probes: ['with-credentials'],
  });
}

function withCredentials(seen: Seen): Witness | null {
  const found = seen
    .witnesses()
    .find(
      ({ isProbe, exchange, login, answer, sent }) =>
        isProbe &&
        exchange.probeOf?.probe === 'with-credentials' &&
        login.kind === 'password' &&
        answer.tasks.length > 0 &&
        isSameQuestion(sent, seen.sent),
    );
  return found ?? null;
}

function tasksOf({ answer, exchange }: Witness): { text: string; source: string } {
  const { length } = answer.tasks;
  return {
    text: `${length} ${length === 1 ? 'task' : 'tasks'}`,
    source: exchange.probeOf === null ? 'another call' : 'probe',
  };
}

/** The user, or one of the groups the identity service knows for the user, has no role in any task. */
export const noHumanRole: Knowing = (seen) => {
  if (!seen.isEmptyList && seen.answer.fault?.name !== 'illegalAccess') return null;
  const own = seen.witnesses().filter((one) => one.isSameUser === true);
  if (own.some(({ answer }) => answer.tasks.length > 0)) return null;
  const isAsked = isEveryRoleEmpty(seen);
  const other = seen.isEmptyList ? othersTasks(seen) : null;
  if (!seen.isEmptyList && !isAsked) return null;
  const isLikely = seen.login.kind === 'password' && (isAsked || other !== null);
  return judgement(isLikely ? 'identity' : null, {
    cause: 'no-human-role',
    confidence: isLikely ? 'likely' : 'possible',
    sentence: `${isLikely ? 'The user has no role in any task' : 'The user may have no role in any task'}: neither as a person nor through a group`,
    reason: reasonOf(isAsked, other !== null),
    evidence: [
      ...(seen.isEmptyList ? [noTask] : []),
      ...(isAsked
        ? [{ text: 'no task for any human role', source: own.some(({ isProbe }) => isProbe) ? 'probe' : 'other calls' }]
        : []),
      ...(other === null ? [] : [{ text: 'the same question of another user brought tasks', source: 'another call' }]),
    ],
    mends: roleMends(isAsked),
    probes: isAsked ? ['doctor'] : ['every-human-role'],
  });
};

function roleMends(isAsked: boolean): Mend[] {
  const advised = advice(
    'Make the user, or one of the user’s groups, a potential owner of the task. Groups have to be called the same in the process and in the identity service, capitals and blanks included.',
  );
  if (isAsked) return [advised];
  return [
    { text: 'Ask for the tasks of each human role.', action: { kind: 'run-probe', probe: 'every-human-role' } },
    advised,
  ];
}

function reasonOf(isAsked: boolean, isSeenByOther: boolean): string {
  if (isAsked) return 'the lists of every human role are empty for this user.';
  if (isSeenByOther) return 'the tasks are there: the same question of another user brings some.';
  return 'such a user logs in well and gets an empty list, without an error.';
}

/** A witness of another user, who asked the same and got a task nobody has claimed. */
function othersTasks(seen: Seen): Witness | null {
  const isMine = (name: string) => isSameUser(name, seen.login.username) === true;
  const isFree = ({ actualOwner, status, potentialOwners }: TaskSeen) =>
    actualOwner === null && (status ?? 'READY') === 'READY' && !potentialOwners.some(isMine);
  const found = seen
    .witnesses()
    .find(
      ({ isSameUser: isOwn, sent, answer }) =>
        isOwn === false && isSameQuestion(sent, seen.sent) && answer.tasks.some(isFree),
    );
  return found ?? null;
}

/** The last of the usual reasons, and the one no answer shows by itself. */
export const identityUnavailable: Knowing = (seen) => {
  if (!seen.isEmptyList) return null;
  return judgement(null, {
    cause: 'identity-service-unavailable',
    confidence: 'possible',
    sentence: 'The identity service may be off, or may not know the user’s groups',
    reason: 'without it the engine finds no group of the user, and no task for it.',
    evidence: [noTask],
    mends: [
      advice(
        'Test the user in the console’s identity service page. It has to be configured and enabled; groups may be cached for some minutes.',
      ),
    ],
    probes: ['every-human-role', 'doctor'],
  });
};
