import { describe, expect, it } from 'vitest';
import { humanRoles, taskListEnvelope } from '#shared/systems/process-server/envelopes.ts';
import {
  causesOf,
  emptyList,
  envelopeOf,
  faultOf,
  listOf,
  plainList,
  reportOn,
  type TaskCall,
  taskShown,
} from './task-calls.ts';

const ready = taskListEnvelope('getMyTasks', { taskType: 'TASKS', status: ['READY'], maxTasks: 5 });
const closed = taskListEnvelope('getMyTasks', { taskType: 'TASKS', status: ['COMPLETED'], maxTasks: 5 });
const asRole = (role: (typeof humanRoles)[number]) =>
  taskListEnvelope('getMyTasks', { taskType: 'ALL', genericHumanRole: role, maxTasks: 20 });
const empty = (sent = plainList, more: TaskCall = {}): TaskCall => ({ sent, body: emptyList, ...more });
const list = (sent: string, tasks: string[], more: TaskCall = {}): TaskCall => ({
  sent,
  body: listOf(...tasks),
  later: -5,
  ...more,
});
const roleProbes = (shown: Partial<Record<string, string>> = {}): TaskCall[] =>
  humanRoles.map((role) =>
    list(asRole(role), shown[role] === undefined ? [] : [shown[role]], { later: 1, probe: 'every-human-role' }),
  );
const session = { Cookie: 'JSESSIONID=‹cookie 1a2b›', 'Content-Type': 'text/xml' };

const first = (spec: TaskCall, others: TaskCall[] = []) => causesOf(reportOn(spec, others))[0];
const mends = (spec: TaskCall, others: TaskCall[] = []) =>
  reportOn(spec, others).findings[0]?.mends.map(({ action }) => action);

describe('query-hides-tasks', () => {
  it.each<[string, TaskCall, TaskCall[], string]>([
    ['a probe shows tasks of another role', empty(), roleProbes({ ADMINISTRATORS: taskShown('urn:b4p:3') }), 'certain'],
    [
      'a later wider list shows older tasks',
      empty(closed),
      [list(plainList, [taskShown('urn:b4p:1', { createdOn: '2026-11-20T09:00:00Z' })], { later: 2 })],
      'certain',
    ],
    ['an earlier wider list shows tasks', empty(closed), [list(plainList, [taskShown('urn:b4p:1')])], 'likely'],
    [
      'task.name for Task.Name (facts 3.3)',
      empty(taskListEnvelope('getMyTasks', { taskType: 'TASKS', whereClause: "task.name = 'ApproveOrder'" })),
      [],
      'likely',
    ],
    [
      'Task.createdon',
      empty(taskListEnvelope('getMyTasks', { taskType: 'ALL', whereClause: 'Task.createdon > current-date()' })),
      [],
      'likely',
    ],
    ['only closed ones are asked for', empty(closed), [], 'possible'],
    ['only one role is asked for', empty(asRole('ADMINISTRATORS')), [], 'possible'],
    ['a work queue', empty(taskListEnvelope('getMyTasks', { taskType: 'TASKS', workQueue: 'orders' })), [], 'possible'],
    ['maxTasks is 0', empty(taskListEnvelope('getMyTasks', { taskType: 'TASKS', maxTasks: 0 })), [], 'possible'],
  ])('%s', (_words, spec, others, confidence) => {
    expect(first(spec, others)).toBe(`query-hides-tasks ${confidence}`);
  });

  it('widens the very passage', () => {
    expect(mends(empty(closed))).toContainEqual({
      kind: 'correct-body',
      from: '<htdt:status>COMPLETED</htdt:status>',
      to: '<htdt:status>READY</htdt:status><htdt:status>RESERVED</htdt:status><htdt:status>IN_PROGRESS</htdt:status><htdt:status>SUSPENDED</htdt:status><htdt:status>COMPLETED</htdt:status>',
    });
    expect(mends(empty(), roleProbes({ ADMINISTRATORS: taskShown('urn:b4p:3') }))).toEqual([
      {
        kind: 'correct-body',
        from: '<htdt:taskType>TASKS</htdt:taskType>',
        to: '<htdt:taskType>TASKS</htdt:taskType><htdt:genericHumanRole>ADMINISTRATORS</htdt:genericHumanRole>',
      },
    ]);
    const wrong = taskListEnvelope('getMyTasks', { taskType: 'TASKS', whereClause: "task.name = '$& a'" });
    expect(mends(empty(wrong))?.[0]).toEqual({
      kind: 'correct-body',
      from: "<htdt:whereClause>task.name = '$&amp; a'</htdt:whereClause>",
      to: "<htdt:whereClause>Task.name = '$&amp; a'</htdt:whereClause>".replace('name', 'Name'),
    });
  });

  it.each<[string, TaskCall, TaskCall[]]>([
    [
      'a wider list of another user',
      empty(closed),
      [list(plainList, [taskShown('urn:b4p:1')], { user: 'bob', later: 1 })],
    ],
    ['an earlier list that has changed since', empty(plainList), [list(plainList, [taskShown('urn:b4p:1')])]],
    [
      'a session that may be another’s',
      empty(closed, { headers: session }),
      roleProbes({ POTENTIAL_OWNERS: taskShown('urn:b4p:3') }),
    ],
  ])('is not certain with %s', (_words, spec, others) => {
    expect(causesOf(reportOn(spec, others))).not.toContain('query-hides-tasks certain');
  });
});

describe('no-human-role', () => {
  /** Beside POTENTIAL_OWNERS. Recipients get notifications only (WS-HumanTask 1.1, 3.1). */
  const roles = ['OWNER', 'ADMINISTRATORS', 'INITIATOR', 'STAKEHOLDERS'] as const;
  const narrowed = (role: (typeof roles)[number]) =>
    taskListEnvelope('getMyTasks', { taskType: 'ALL', genericHumanRole: role, status: ['COMPLETED'], maxTasks: 20 });

  it.each<[string, TaskCall, TaskCall[], string]>([
    ['every role is empty', empty(), roleProbes(), 'likely'],
    ['every role is empty, for a narrow question too', empty(ready), roleProbes(), 'likely'],
    [
      'another user sees the tasks',
      empty(plainList, { user: 'carol' }),
      [list(plainList, [taskShown('urn:b4p:1')])],
      'likely',
    ],
    ['nothing more is known (facts 3.6)', empty(), [], 'possible'],
    ['earlier calls asked role by role', empty(), roles.map((role) => empty(asRole(role), { later: -3 })), 'likely'],
    [
      'a role is asked last',
      empty(asRole('STAKEHOLDERS')),
      [empty(), ...roles.slice(0, 3).map((role) => empty(asRole(role), { later: -3 }))],
      'likely',
    ],
  ])('%s', (_words, spec, others, confidence) => {
    expect(first(spec, others)).toBe(`no-human-role ${confidence}`);
  });

  it.each<[string, TaskCall[]]>([
    ['one role was not asked', roles.slice(1).map((role) => empty(asRole(role)))],
    ['the roles were asked for closed tasks', roles.map((role) => empty(narrowed(role)))],
    ['another user asked', roles.map((role) => empty(asRole(role), { user: 'carol' }))],
  ])('is only possible when %s', (_words, others) => {
    expect(causesOf(reportOn(empty(), others))).not.toContain('no-human-role likely');
  });

  it('stands beside a refusal when no role has a task', () => {
    const report = reportOn({ status: 500, body: faultOf('<illegalAccess>no</illegalAccess>') }, roleProbes());
    expect(causesOf(report)).toEqual(['illegal-access certain', 'no-human-role likely']);
  });

  it.each<[string, TaskCall, TaskCall[]]>([
    ['the user has tasks in some role', empty(), roleProbes({ OWNER: taskShown('urn:b4p:3', { owner: 'alice' }) })],
    ['the list has tasks', list(plainList, [taskShown('urn:b4p:1')]), []],
    ['the answer was cut off', empty(plainList, { changes: { response: null } }), []],
  ])('is not said when %s', (_words, spec, others) => {
    expect(causesOf(reportOn(spec, others)).join()).not.toContain('no-human-role');
  });
});

describe('task-claimed-by-other, of a list', () => {
  const before = list(ready, [taskShown('urn:b4p:2')]);
  const taken = list(asRole('ADMINISTRATORS'), [taskShown('urn:b4p:2', { status: 'RESERVED', owner: 'erin' })], {
    user: 'bob',
    later: 1,
  });

  it.each<[string, TaskCall, TaskCall[], string]>([
    ['the list had it, and now erin has it', empty(ready), [before, taken], 'certain'],
    ['erin had it a moment before', empty(ready), [before, { ...taken, later: -1 }], 'likely'],
    [
      'alice is one of its potential owners',
      empty(ready),
      [
        list(
          asRole('ADMINISTRATORS'),
          [taskShown('urn:b4p:2', { status: 'IN_PROGRESS', owner: 'erin', owners: ['alice', 'erin'] })],
          { user: 'bob' },
        ),
      ],
      'likely',
    ],
    [
      'owner written with its domain',
      empty(ready),
      [
        before,
        list(asRole('ADMINISTRATORS'), [taskShown('urn:b4p:2', { status: 'RESERVED', owner: 'ACME\\erin' })], {
          user: 'bob',
          later: 1,
        }),
      ],
      'certain',
    ],
  ])('%s', (_words, spec, others, confidence) => {
    expect(first(spec, others)).toBe(`task-claimed-by-other ${confidence}`);
  });

  it.each<[string, TaskCall, TaskCall[]]>([
    [
      'the user has it',
      empty(ready),
      [
        before,
        list(asRole('OWNER'), [taskShown('urn:b4p:2', { status: 'RESERVED', owner: 'alice@acme.com' })], {
          user: 'bob',
          later: 1,
        }),
      ],
    ],
    [
      'it is closed',
      empty(ready),
      [
        before,
        list(asRole('ADMINISTRATORS'), [taskShown('urn:b4p:2', { status: 'COMPLETED', owner: 'erin' })], {
          user: 'bob',
          later: 1,
        }),
      ],
    ],
    ['the earlier list asked something else', empty(closed), [before, taken]],
    ['a session may speak for another', empty(ready, { headers: session }), [before, taken]],
  ])('is not certain when %s', (_words, spec, others) => {
    expect(causesOf(reportOn(spec, others))).not.toContain('task-claimed-by-other certain');
  });
});

describe('task-escalated, of a list', () => {
  const before = list(plainList, [taskShown('urn:b4p:1')]);
  const gone = (more: TaskCall = {}) =>
    list(asRole('ADMINISTRATORS'), [taskShown('urn:b4p:1', { escalated: true })], { user: 'bob', later: 1, ...more });

  it.each<[string, TaskCall[], string]>([
    ['the list had it, and bob’s shows it escalated', [before, gone()], 'certain'],
    ['bob’s list showed it before', [before, gone({ later: -1 })], 'likely'],
    [
      'it was claimed after that',
      [
        before,
        list(plainList, [taskShown('urn:b4p:1', { escalated: true, owner: 'bob', status: 'RESERVED' })], {
          user: 'bob',
          later: 1,
        }),
      ],
      'likely',
    ],
  ])('%s', (_words, others, confidence) => {
    expect(first(empty(), others)).toBe(`task-escalated ${confidence}`);
  });

  it.each<[string, TaskCall[]]>([
    ['was never in the list', [gone()]],
    ['is not escalated', [before, list(plainList, [taskShown('urn:b4p:1')], { user: 'bob', later: 1 })]],
    ['was listed as escalated before', [list(plainList, [taskShown('urn:b4p:1', { escalated: true })]), gone()]],
  ])('is not more than possible when the task %s', (_words, others) => {
    const causes = causesOf(reportOn(empty(), others));
    expect(causes).not.toContain('task-escalated certain');
    expect(causes).not.toContain('task-escalated likely');
  });
});

describe('an empty list', () => {
  it.each([
    [
      'without a prefix',
      '<Envelope xmlns="u"><Body><getMyTasksResponse xmlns="v"> </getMyTasksResponse></Body></Envelope>',
    ],
    [
      'with a comment and a mark of byte order',
      `\uFEFF${envelopeOf('<!-- none --><x:getMyTasksResponse xmlns:x="u"><!-- <taskAbstract/> --></x:getMyTasksResponse>')}`,
    ],
    ['of the extension', envelopeOf('<t:getTasksResponse xmlns:t="u"><t:total>0</t:total></t:getTasksResponse>')],
    ['of a query', envelopeOf('<h:queryResponse xmlns:h="u"><h:taskQueryResultSet/></h:queryResponse>')],
    ['in JSON (facts 3.7)', '{"getMyTasksResponse":{"xmlns":"http://www.example.org/WS-HT/api/xsd"}}'],
    ['without anything in its body', envelopeOf('')],
  ])('is seen %s', (_words, body) => {
    expect(first({ user: null, sent: plainList, body })).toBe('credentials-not-sent likely');
  });

  it('is seen where the request was not kept', () => {
    expect(first({ user: null, sent: null, body: emptyList })).toBe('credentials-not-sent likely');
  });

  it.each([
    ['a list in JSON', '{"getMyTasksResponse":{"taskAbstract":{"id":{"$t":"urn:b4p:1"}}}}'],
    ['a list that was cut off', '<Envelope><Body><getMyTasksResponse><taskAbstract><id>urn:b4'],
    ['an answer that was not kept', null],
  ])('is not %s', (_words, body) => {
    const changes =
      body === null
        ? {
            response: {
              status: 200,
              statusText: '',
              headers: [],
              contentType: 'text/xml',
              bodyBytes: 300,
              isComplete: true,
            },
          }
        : {};
    expect(causesOf(reportOn({ user: null, sent: plainList, body, changes }))).toEqual([]);
  });

  it('offers the probes that would tell, and hides guesses behind a proof', () => {
    expect(reportOn(empty()).probes.map(({ id }) => id)).toContain('every-human-role');
    expect(reportOn(empty()).stoppedAt).toBeNull();
    const proven = reportOn(empty(), roleProbes({ ADMINISTRATORS: taskShown('urn:b4p:3') }));
    expect(causesOf(proven)).toEqual(['query-hides-tasks certain']);
    expect(proven.probes).toEqual([]);
  });
});
