import { describe, expect, it } from 'vitest';
import { taskListEnvelope } from '#shared/systems/process-server/envelopes.ts';
import { causesOf, emptyList, faultOf, listOf, plainList, reportOn, type TaskCall, taskShown } from './task-calls.ts';

const closed = taskListEnvelope('getMyTasks', { taskType: 'TASKS', status: ['COMPLETED'], maxTasks: 5 });
const empty = (sent = plainList, more: TaskCall = {}): TaskCall => ({ sent, body: emptyList, ...more });
const list = (sent: string, tasks: string[], more: TaskCall = {}): TaskCall => ({
  sent,
  body: listOf(...tasks),
  later: -5,
  ...more,
});
const session = { Cookie: 'JSESSIONID=‹cookie 1a2b›', 'Content-Type': 'text/xml' };
const handedOut = { 'Set-Cookie': 'JSESSIONID=‹cookie 1a2b›; Path=/active-bpel; HttpOnly' };
const first = (spec: TaskCall, others: TaskCall[] = []) => causesOf(reportOn(spec, others))[0];
const mends = (spec: TaskCall, others: TaskCall[] = []) =>
  reportOn(spec, others).findings[0]?.mends.map(({ action }) => action);

describe('session-of-other-user', () => {
  it.each<[string, TaskCall, TaskCall[], string]>([
    [
      'bob was handed the session (facts 3.5)',
      empty(plainList, { headers: session }),
      [{ user: 'bob', sent: plainList, answerHeaders: handedOut, later: -9 }],
      'likely',
    ],
    [
      'bob was handed the session, and a new one brings tasks',
      empty(plainList, { headers: session }),
      [
        { user: 'bob', sent: plainList, answerHeaders: handedOut, later: -9 },
        list(plainList, [taskShown('urn:b4p:1')], { probe: 'with-credentials', later: 1 }),
      ],
      'certain',
    ],
    [
      'bob used the session',
      empty(plainList, { headers: session }),
      [{ user: 'bob', sent: plainList, headers: session, later: -9 }],
      'likely',
    ],
    [
      'a cookie known as a whole',
      empty(plainList, { headers: { cookie: '‹cookie 77aa›' } }),
      [{ user: 'bob', headers: { Cookie: '‹cookie 77aa›' }, later: -9 }],
      'likely',
    ],
    [
      'a new session brings tasks',
      empty(plainList, { headers: session }),
      [list(plainList, [taskShown('urn:b4p:1')], { probe: 'with-credentials', later: 1 })],
      'likely',
    ],
    [
      'dave’s session before a 403',
      { headers: session, status: 403 },
      [{ user: 'dave', answerHeaders: handedOut, later: -9 }],
      'likely',
    ],
    ['nobody knows whose', empty(plainList, { headers: session }), [], 'possible'],
  ])('%s', (_words, spec, others, confidence) => {
    expect(first(spec, others)).toBe(`session-of-other-user ${confidence}`);
    expect(mends(spec, others)).toContainEqual({ kind: 'drop-session' });
  });

  it.each<[string, TaskCall, TaskCall[]]>([
    ['the user’s own session', empty(plainList, { headers: session }), [{ answerHeaders: handedOut, later: -9 }]],
    ['a balancer’s cookie', empty(plainList, { headers: { Cookie: 'BIGipServerpool=‹cookie 1a2b›' } }), []],
    [
      'a session the server replaced',
      empty(plainList, { headers: session, answerHeaders: { 'set-cookie': 'JSESSIONID=‹cookie 99ff›; Path=/' } }),
      [],
    ],
    ['a list with tasks', list(plainList, [taskShown('urn:b4p:1')], { headers: session }), []],
  ])('is not said of %s', (_words, spec, others) => {
    expect(causesOf(reportOn(spec, others)).join()).not.toContain('session-of-other-user');
  });
});

describe('session-of-other-user, when the same came of it without the session', () => {
  const bobs: TaskCall = { user: 'bob', sent: plainList, answerHeaders: handedOut, later: -9 };
  const prefixed = plainList.replaceAll('htdt', 'q');

  it.each<[string, TaskCall, TaskCall[], string]>([
    ['an empty list', empty(plainList, { headers: session }), [bobs, empty(plainList, { later: -5 })], 'no-human-role'],
    ['the same with other prefixes', empty(plainList, { headers: session }), [bobs, empty(prefixed)], 'no-human-role'],
    [
      'a 403',
      { sent: plainList, headers: session, status: 403 },
      [bobs, { sent: plainList, status: 403, later: -5 }],
      'container-role-missing',
    ],
    [
      'a refusal',
      { headers: session, status: 500, body: faultOf('<illegalAccess>no</illegalAccess>') },
      [bobs, { status: 500, body: faultOf('<illegalAccess>no</illegalAccess>'), later: -5 }],
      'illegal-access',
    ],
  ])('%s has another cause first', (_words, spec, others, cause) => {
    const causes = causesOf(reportOn(spec, others));
    expect(causes[0]).toContain(cause);
    expect(causes.filter((one) => one.startsWith('session-of') && !one.endsWith('possible'))).toEqual([]);
  });

  it.each<[string, TaskCall]>([
    ['another question', empty(closed, { later: -5 })],
    ['another user’s call', empty(plainList, { user: 'carol', later: -5 })],
    ['a call with a session', empty(plainList, { headers: { Cookie: 'JSESSIONID=‹cookie 55aa›' }, later: -5 })],
    ['a list with tasks', list(plainList, [taskShown('urn:b4p:1')])],
  ])('%s says nothing against the session', (_words, other) => {
    expect(first(empty(plainList, { headers: session }), [bobs, other])).toBe('session-of-other-user likely');
  });
});
