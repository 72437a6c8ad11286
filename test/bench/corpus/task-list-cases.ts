import { caseList } from './case.ts';
import { envelope, fault, myTasks, onTask, soapCall, taskInfo, taskList, xml } from './soap.ts';

// Why a task list is empty (facts 3.6).

const list = caseList({ system: 'process-server' });

const { add } = list;

const everyStatus = [
  'READY',
  'RESERVED',
  'IN_PROGRESS',
  'SUSPENDED',
  'EXITED',
  'FAILED',
  'ERROR',
  'COMPLETED',
  'OBSOLETE',
];

add(
  'no-human-role',
  'likely',
  'every status',
  (w) => [soapCall(w, myTasks({ status: everyStatus, max: 100 }), taskList())],
  { on: ['answer', 'credentials'], accept: ['query-hides-tasks'] },
);

add(
  'no-human-role',
  'likely',
  'another user sees it',
  (w) => [
    soapCall(w, myTasks({ status: ['READY'] }), taskList({}), { at: -300 }),
    soapCall(w, myTasks({ status: ['READY'] }), taskList(), { user: 'john' }),
  ],
  { on: ['answer', 'credentials'], accept: ['task-claimed-by-other', 'query-hides-tasks', 'session-of-other-user'] },
);

add(
  'no-human-role',
  'likely',
  'every role was asked',
  (w) => [
    ...['POTENTIAL_OWNERS', 'OWNER', 'ADMINISTRATORS', 'INITIATOR'].map((role, n) =>
      soapCall(w, myTasks({ role, status: everyStatus }), taskList(), { at: -300 + n }),
    ),
    soapCall(w, myTasks({ role: 'STAKEHOLDERS', status: everyStatus }), taskList()),
  ],
  { on: ['answer', 'credentials'] },
);

add(
  'query-hides-tasks',
  'likely',
  'a wide query shows it',
  (w) => [
    soapCall(w, myTasks({ status: everyStatus }), taskList({ status: 'RESERVED', owner: 'mary' }), { at: -90 }),
    soapCall(w, myTasks({ status: ['COMPLETED'] }), taskList()),
  ],
  { on: ['answer', 'sent', 'credentials'] },
);

add(
  'query-hides-tasks',
  'likely',
  'a narrow where clause',
  (w) => [soapCall(w, myTasks({ where: "Task.name = 'approveorder'" }), taskList())],
  { on: ['answer', 'sent', 'credentials'], accept: ['no-human-role'] },
);

add(
  'query-hides-tasks',
  'likely',
  'administrators, then owners',
  (w) => [
    soapCall(w, myTasks({ role: 'ADMINISTRATORS' }), taskList({}), { at: -90 }),
    soapCall(w, myTasks({ role: 'OWNER' }), taskList()),
  ],
  { on: ['answer', 'sent', 'credentials'], accept: ['no-human-role'] },
);

const mustBeReady = fault(
  'illegalStateFault',
  'Task must be in the READY state to be claimed.',
  '<htdt:status>RESERVED</htdt:status><htdt:message>Task must be in the READY state to be claimed.</htdt:message>',
);

add('task-claimed-by-other', 'likely', 'claim', (w) => [soapCall(w, onTask('claim'), mustBeReady)], {
  accept: ['illegal-state'],
});

add(
  'task-claimed-by-other',
  'certain',
  'read, then claim',
  (w) => [
    soapCall(w, onTask('getTaskInfo'), taskInfo({ status: 'RESERVED', owner: 'john' }), { at: -90 }),
    soapCall(w, onTask('claim'), mustBeReady),
  ],
  { on: ['answer', 'credentials'], accept: ['illegal-state'] },
);

add(
  'task-claimed-by-other',
  'likely',
  'a colleague’s claim, then an empty list',
  (w) => [
    soapCall(w, myTasks({ status: ['READY', 'RESERVED'] }), taskList({}), { at: -300 }),
    soapCall(w, onTask('claim'), xml(200, envelope('<htdt:claimResponse/>')), { at: -200, user: 'john' }),
    soapCall(w, myTasks({ status: ['READY', 'RESERVED'] }), taskList()),
  ],
  { on: ['answer', 'credentials', 'sent'], accept: ['query-hides-tasks'] },
);

add(
  'task-escalated',
  'likely',
  'it was in the list, marked',
  (w) => [
    soapCall(w, myTasks(), taskList({ escalated: true }), { at: -300 }),
    soapCall(w, onTask('claim'), fault('illegalAccessFault', 'User mary does not have the required role.')),
  ],
  { on: ['answer', 'credentials'], accept: ['illegal-access'] },
);

add(
  'task-escalated',
  'likely',
  'read, then complete',
  (w) => [
    soapCall(w, onTask('getTaskInfo'), taskInfo({ escalated: true, status: 'READY' }), { at: -90, user: 'admin' }),
    soapCall(w, onTask('complete'), fault('illegalAccessFault', 'User mary does not have the required role.')),
  ],
  { on: ['answer', 'credentials'], accept: ['illegal-access'] },
);

add(
  'task-escalated',
  'likely',
  'it left the list',
  (w) => [
    soapCall(w, myTasks(), taskList({}), { at: -900 }),
    soapCall(w, onTask('getTaskInfo'), taskInfo({ escalated: true }), { at: -90, user: 'admin' }),
    soapCall(w, myTasks(), taskList()),
  ],
  { on: ['answer', 'credentials'], accept: ['task-claimed-by-other', 'no-human-role'] },
);

export const taskListCases = list.cases;
