import type { Confidence } from '../../model/gate-report.ts';
import { findHeaders } from '../../text/headers.ts';
import { type Judgement, judgement } from '../generic-http/rule.ts';
import type { Knowing } from './container-rules.ts';
import { isSameUser } from './login.ts';
import type { Seen, Witness } from './seen.ts';
import { isSameQuestion } from './sent-call.ts';

/** A container asks its sessions before it reads the Basic header: the user of the session stays. */
export const sessionOfOther: Knowing = (seen) => {
  const confidence = confidenceOf(seen);
  return confidence === null || isSameWithout(seen) ? null : otherSession(seen, confidence, witnessOf(seen));
};

/** The same came of it without the session, so that something else is the cause, too: asked last. */
export const sessionBesides: Knowing = (seen) => {
  const confidence = confidenceOf(seen);
  return confidence === null || !isSameWithout(seen) ? null : otherSession(seen, 'possible', null);
};

function confidenceOf(seen: Seen): Confidence | null {
  const { login, isEmptyList, answer, status } = seen;
  const isFitting = isEmptyList || status === 403 || answer.fault?.name === 'illegalAccess';
  if (!isFitting || login.cookies.length === 0 || isReplaced(seen)) return null;
  const isFresh = seen.witnesses().some((one) => isFreshSession(one, seen));
  if (isFresh && handedBy(seen) !== null && isAlone(login.cookies)) return 'certain';
  if (isFresh || witnessOf(seen) !== null) return 'likely';
  const isOwn = seen.witnesses().some((one) => one.isSameUser === true && handsOut(one, login.cookies));
  return isOwn || !isEmptyList ? null : 'possible';
}

/** Another user's call that was handed one of these sessions. */
function handedBy(seen: Seen): Witness | null {
  const { cookies } = seen.login;
  return seen.witnesses().find((one) => one.isSameUser === false && handsOut(one, cookies)) ?? null;
}

/** Another user's call that was handed one of these sessions, or used one. */
function witnessOf(seen: Seen): Witness | null {
  const used = seen.witnesses().find((one) => one.isSameUser === false && hasSession(one, seen));
  return handedBy(seen) ?? used ?? null;
}

function hasSession({ login }: Witness, seen: Seen): boolean {
  return login.cookies.some((cookie) => seen.login.cookies.includes(cookie));
}

/** The same question of the same user, without any session, was answered the same. */
function isSameWithout(seen: Seen): boolean {
  return seen
    .witnesses()
    .some(
      (one) =>
        one.isSameUser === true &&
        one.login.kind === 'password' &&
        one.login.cookies.length === 0 &&
        isSameQuestion(one.sent, seen.sent) &&
        isSameOutcome(one, seen),
    );
}

function isSameOutcome({ exchange, isEmptyList, answer }: Witness, seen: Seen): boolean {
  if (seen.isEmptyList) return isEmptyList;
  const fault = seen.answer.fault?.name ?? null;
  return (
    exchange.failure === null && exchange.response?.status === seen.status && (answer.fault?.name ?? null) === fault
  );
}

function otherSession(seen: Seen, confidence: Confidence, witness: Witness | null): Judgement {
  const { login } = seen;
  const isKnown = confidence !== 'possible';
  const name = witness?.login.username ?? null;
  const beside = login.kind === 'password' ? ', whoever the Basic header names' : '';
  return judgement(isKnown ? 'credentials' : null, {
    cause: 'session-of-other-user',
    confidence,
    sentence: isKnown
      ? `The call was answered for another user${name === null ? '' : `, \`${name.slice(0, 60)}\``}: the session cookie it carried is not this user’s`
      : `The call carried a session cookie, which may be another user’s and counts${beside}`,
    reason: reasonOf(confidence, witness),
    evidence: [
      { text: 'a session cookie', source: 'request header Cookie' },
      ...(witness === null
        ? []
        : [{ text: `the same session with ${name ?? 'another user'}`, source: 'another call' }]),
      ...(login.username === null
        ? []
        : [{ text: `Basic of ${login.username.slice(0, 60)}`, source: 'request headers' }]),
    ],
    mends: [{ text: 'Drop the session cookies and send again.', action: { kind: 'drop-session' } }],
    probes: ['with-credentials'],
  });
}

function reasonOf(confidence: string, witness: Witness | null): string {
  if (confidence === 'certain') {
    return 'another user’s call was handed this very session, and the same question with a new one was answered with tasks.';
  }
  if (witness !== null) return 'another user’s call had this very session as well.';
  if (confidence === 'likely') return 'the same question with a new session was answered with tasks.';
  return 'a container takes the user from the session before it looks at the Basic header.';
}

/** The answer began a new session: the one that was sent was none any more. */
function isReplaced({ exchange }: Seen): boolean {
  const set = findHeaders(exchange.response?.headers ?? [], 'set-cookie');
  return set.some((line) => /^\s*[\w.-]*sess/i.test(line) && !/=\s*(?:""|deleted|;|$)/i.test(line.slice(0, 200)));
}

/** The answer to a call with user name and password handed out one of these cookies. */
function handsOut({ exchange, login }: Witness, cookies: readonly string[]): boolean {
  if (login.kind !== 'password') return false;
  const set = findHeaders(exchange.response?.headers ?? [], 'set-cookie').map((line) =>
    (line.split(';')[0] ?? '').trim(),
  );
  return set.some((one) => one.includes('=') && !one.endsWith('=') && cookies.includes(one));
}

/** With more than one session it is not known which one counted. */
function isAlone(cookies: readonly string[]): boolean {
  return cookies.length === 1;
}

/** The same question of the same user, with a new session, brought tasks. */
function isFreshSession({ isProbe, exchange, login, answer, sent }: Witness, seen: Seen): boolean {
  if (!isProbe || exchange.probeOf?.probe !== 'with-credentials' || answer.tasks.length === 0) return false;
  return isSameQuestion(sent, seen.sent) && isSameUser(login.username, seen.login.username) !== false;
}
