import type { Header } from './case.ts';
import { caseList } from './case.ts';
import { challenged, containers, fault, myTasks, onTask, soapCall, taskList } from './soap.ts';
import { empty, entry } from './wire.ts';

// Containers before a Process Server (facts 3.5): pages of Tomcat, WebLogic and Undertow, and sessions.

const list = caseList({ system: 'process-server' });

const { add } = list;

const credentials = { on: ['credentials'] } as const;

const tomcat401 = challenged(
  containers.tomcat(
    401,
    'Unauthorized',
    'The request has not been applied to the target resource because it lacks valid authentication credentials for that resource.',
  ),
  'ActiveVOS',
);

const weblogic401 = challenged(containers.weblogic(401, 'Unauthorized', '10.4.2 401 Unauthorized'), 'weblogic');

const undertow401 = challenged(containers.undertow(401, 'Unauthorized'), 'ActiveVOS Realm');

add(
  'credentials-not-sent',
  'certain',
  'Tomcat',
  (w) => [soapCall(w, myTasks(), tomcat401, { user: null })],
  credentials,
);

add(
  'credentials-not-sent',
  'certain',
  'WebLogic',
  (w) => [soapCall(w, myTasks(), weblogic401, { user: null })],
  credentials,
);

add('credentials-not-sent', 'likely', 'an empty list', (w) => [soapCall(w, myTasks(), taskList(), { user: null })], {
  on: ['credentials', 'answer'],
});

add(
  'credentials-not-sent',
  'certain',
  'the feed',
  (w) => [
    entry(
      -60,
      'GET',
      `http://${w.processHost}/active-bpel/services/REST/AeB4PTaskFeed?format=atom&role=user`,
      undertow401,
    ),
  ],
  credentials,
);

add('credentials-rejected', 'certain', 'Tomcat', (w) => [soapCall(w, myTasks(), tomcat401)], credentials);

add(
  'credentials-rejected',
  'certain',
  'WebLogic',
  (w) => [soapCall(w, onTask('claim'), weblogic401, { user: 'wrong' })],
  credentials,
);

add('credentials-rejected', 'certain', 'JBoss', (w) => [soapCall(w, myTasks(), undertow401)], credentials);

add(
  'credentials-rejected',
  'certain',
  'no body',
  (w) => [soapCall(w, myTasks(), empty(401, [['WWW-Authenticate', 'Basic realm="Informatica"']]))],
  credentials,
);

add(
  'container-role-missing',
  'likely',
  'Tomcat',
  (w) => [
    soapCall(
      w,
      myTasks(),
      containers.tomcat(403, 'Forbidden', 'The server understood the request but refuses to authorize it.'),
    ),
  ],
  credentials,
);

add(
  'container-role-missing',
  'likely',
  'WebLogic',
  (w) => [soapCall(w, myTasks(), containers.weblogic(403, 'Forbidden', '10.4.4 403 Forbidden'))],
  credentials,
);

add(
  'container-role-missing',
  'likely',
  'Tomcat 7',
  (w) => [
    soapCall(w, onTask('getTaskInfo'), containers.tomcat7(403, 'Access to the specified resource has been forbidden.')),
  ],
  credentials,
);

add(
  'container-role-missing',
  'likely',
  'JBoss',
  (w) => [soapCall(w, myTasks(), containers.undertow(403, 'Forbidden'))],
  credentials,
);

const session: Header = ['Set-Cookie', 'JSESSIONID=6E2F1C0A9B8D7E6F5A4B3C2D1E0F9A8B; Path=/active-bpel; HttpOnly'];

const cookie: Header = ['Cookie', 'JSESSIONID=6E2F1C0A9B8D7E6F5A4B3C2D1E0F9A8B'];

const ofMary = (answer: ReturnType<typeof taskList>) => ({ ...answer, headers: [...answer.headers, session] });

add(
  'session-of-other-user',
  'likely',
  'the first one’s tasks',
  (w) => [
    soapCall(w, myTasks(), ofMary(taskList({})), { at: -300 }),
    soapCall(w, myTasks(), taskList(), { user: 'john', headers: [cookie] }),
  ],
  { on: ['credentials', 'answer'] },
);

add(
  'session-of-other-user',
  'likely',
  'no right to claim',
  (w) => [
    soapCall(w, myTasks(), ofMary(taskList({})), { at: -300 }),
    soapCall(w, onTask('claim'), fault('illegalAccessFault', 'User mary is not authorized to claim the task.'), {
      user: 'john',
      headers: [cookie],
    }),
  ],
  { on: ['credentials', 'answer'], accept: ['illegal-access'] },
);

add(
  'session-of-other-user',
  'likely',
  'the role of another',
  (w) => [
    soapCall(w, myTasks(), ofMary(taskList()), { at: -300, user: 'guest' }),
    soapCall(
      w,
      myTasks(),
      containers.tomcat(403, 'Forbidden', 'The server understood the request but refuses to authorize it.'),
      { user: 'john', headers: [cookie] },
    ),
  ],
  { on: ['credentials'], accept: ['container-role-missing'] },
);

export const loginCases = list.cases;
