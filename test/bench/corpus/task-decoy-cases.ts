import type { Header } from './case.ts';
import { caseList } from './case.ts';
import { containers, envelope, fault, htdt, myTasks, onTask, plainFault, soapCall, taskList, xml } from './soap.ts';
import { basic, empty, entry, page } from './wire.ts';

// The Process Server: what a hasty reader would be certain of, and wrong.

const list = caseList({ system: 'process-server' });
const { add } = list;

const cookie: Header = ['Cookie', 'JSESSIONID=6E2F1C0A9B8D7E6F5A4B3C2D1E0F9A8B'];
const session: Header = ['Set-Cookie', 'JSESSIONID=6E2F1C0A9B8D7E6F5A4B3C2D1E0F9A8B; Path=/active-bpel; HttpOnly'];
const forbidden = containers.tomcat(403, 'Forbidden', 'The server understood the request but refuses to authorize it.');
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
const handing = (answer: ReturnType<typeof taskList>) => ({ ...answer, headers: [...answer.headers, session] });

add(
  'unknown',
  'possible',
  'a session, no login, an empty list',
  (w) => [soapCall(w, myTasks(), taskList(), { user: null, headers: [cookie] })],
  {
    on: ['answer', 'credentials'],
    accept: ['credentials-not-sent', 'no-human-role', 'query-hides-tasks', 'session-of-other-user'],
  },
);
add('unknown', 'possible', 'refused without a login', (w) => [soapCall(w, myTasks(), forbidden, { user: null })], {
  on: ['credentials'],
  accept: ['credentials-not-sent', 'container-role-missing'],
});
add(
  'no-human-role',
  'likely',
  'empty with a foreign session, and without it',
  (w) => [
    soapCall(w, myTasks({ status: everyStatus }), handing(taskList({})), { at: -300 }),
    soapCall(w, myTasks({ status: everyStatus }), taskList(), { at: -200, user: 'john' }),
    soapCall(w, myTasks({ status: everyStatus }), taskList(), { user: 'john', headers: [cookie] }),
  ],
  {
    on: ['answer', 'credentials'],
    accept: ['query-hides-tasks', 'task-claimed-by-other', 'session-of-other-user', 'task-escalated'],
    provable: [],
  },
);
add(
  'container-role-missing',
  'likely',
  'refused with a foreign session, and without it',
  (w) => [
    soapCall(w, myTasks(), handing(taskList()), { at: -300 }),
    soapCall(w, myTasks(), forbidden, { at: -200, user: 'john' }),
    soapCall(w, myTasks(), forbidden, { user: 'john', headers: [cookie] }),
  ],
  { on: ['credentials'], accept: ['session-of-other-user'], provable: [] },
);
add(
  null,
  'certain',
  'a task that is called after a fault',
  (w) => [
    soapCall(
      w,
      myTasks(),
      xml(
        200,
        envelope(
          `<htdt:getMyTasksResponse><htdt:taskAbstract><htda:id xmlns:htda="http://www.example.org/WS-HT/api">urn:b4p:1</htda:id><htda:name xmlns:htda="http://www.example.org/WS-HT/api">illegalAccessFault: soapenv:Fault faultstring</htda:name></htdt:taskAbstract></htdt:getMyTasksResponse>`,
        ),
      ),
    ),
  ],
  { on: ['answer'] },
);
add(
  null,
  'certain',
  'an input that holds a fault',
  (w) => [
    soapCall(
      w,
      onTask('getInput', '<htdt:part>request</htdt:part>'),
      xml(
        200,
        envelope(
          '<htdt:getInputResponse><htdt:taskData><report><illegalStateFault>no</illegalStateFault><error>Access denied</error></report></htdt:taskData></htdt:getInputResponse>',
        ),
      ),
    ),
  ],
  { on: ['answer'] },
);
add('illegal-state', 'certain', 'the message mentions access', (w) => [
  soapCall(
    w,
    onTask('complete'),
    fault(
      'illegalStateFault',
      'illegalAccess was checked; task is in state READY.',
      '<htdt:status>READY</htdt:status><htdt:message>illegalAccess was checked; task is in state READY.</htdt:message>',
    ),
  ),
]);
add(
  'service-error',
  'likely',
  'a page for 500, and a foreign namespace',
  (w) => [
    soapCall(
      w,
      myTasks().replaceAll(htdt, 'http://docs.oasis-open.org/ns/bpel4people/ws-humantask/api/200803'),
      page(500, '<html><body><h1>500 Internal Server Error</h1></body></html>'),
    ),
  ],
  { on: [], accept: ['namespace-wrong'], provable: ['service-error'] },
);
add(
  'credentials-rejected',
  'likely',
  'the server wants another scheme',
  (w) => [soapCall(w, myTasks(), empty(401, [['WWW-Authenticate', 'Negotiate']]))],
  { on: ['credentials', 'headers', 'challenge'], provable: [] },
);
add(
  'unknown',
  'possible',
  '404 for a task feed',
  (w) => [
    entry(
      -60,
      'GET',
      `http://${w.processHost}/active-bpel/services/REST/AeB4PTaskFeed?format=atom`,
      page(404, '<html><body><h1>404</h1></body></html>'),
      { headers: [basic('mary', 'x5y6z7w8')] },
    ),
  ],
  { on: [], accept: ['endpoint-wrong'] },
);
add(
  'soap-fault',
  'likely',
  'a schema fault that quotes the namespace',
  (w) => [
    soapCall(
      w,
      onTask('claim'),
      plainFault(`cvc-complex-type.2.4.a: Invalid content was found starting with element '{${htdt}}foo'.`),
    ),
  ],
  { accept: ['namespace-wrong', 'illegal-argument', 'payload-invalid'], provable: [] },
);
add(
  'query-hides-tasks',
  'possible',
  'nobody was asked anything else',
  (w) => [soapCall(w, myTasks({ max: 20 }), taskList())],
  { on: ['answer', 'credentials'], accept: ['no-human-role', 'task-claimed-by-other', 'task-escalated'], provable: [] },
);
add(
  'no-human-role',
  'possible',
  'a list that shrank',
  (w) => [soapCall(w, myTasks(), taskList({}, { id: 'urn:b4p:2' }), { at: -300 }), soapCall(w, myTasks(), taskList())],
  {
    on: ['answer', 'credentials'],
    accept: ['query-hides-tasks', 'task-claimed-by-other', 'task-escalated'],
    provable: [],
  },
);

export const taskDecoyCases = list.cases;
