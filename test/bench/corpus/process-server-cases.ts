import type { Header, World } from './case.ts';
import { caseList } from './case.ts';
import {
  challenged,
  containers,
  envelope,
  fault,
  htdt,
  myTasks,
  onTask,
  plainFault,
  soapCall,
  taskId,
  taskInfo,
  taskList,
  xml,
} from './soap.ts';
import { empty, entry, json, page } from './wire.ts';

// The task service of a Process Server (facts 3): what containers and the engine answer, and why a list is empty.

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
  { on: ['answer', 'credentials'], accept: ['query-hides-tasks'] },
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

const oasis = 'http://docs.oasis-open.org/ns/bpel4people/ws-humantask/api/200803';
const wrongNamespace = (body: string, namespace = oasis) => body.replaceAll(htdt, namespace);
add(
  'namespace-wrong',
  'likely',
  'that of OASIS',
  (w) => [
    soapCall(
      w,
      wrongNamespace(myTasks()),
      plainFault(
        'No operation found for document/literal message with element {http://docs.oasis-open.org/ns/bpel4people/ws-humantask/api/200803}getMyTasks',
      ),
    ),
  ],
  { on: ['sent'], accept: ['soap-fault'] },
);
add(
  'namespace-wrong',
  'likely',
  'a digit',
  (w) => [
    soapCall(
      w,
      wrongNamespace(onTask('claim'), 'http://www.example.org/WS-HT/api/xsd/'),
      plainFault('Unable to dispatch the message to an operation.', 'soapenv:Client'),
    ),
  ],
  { on: ['sent'], accept: ['soap-fault'] },
);
add(
  'namespace-wrong',
  'likely',
  'none',
  (w) => [
    soapCall(
      w,
      envelope('<getMyTasks><taskType>TASKS</taskType></getMyTasks>'),
      plainFault('No such operation: getMyTasks', 'soapenv:Client'),
    ),
  ],
  { on: ['sent'], accept: ['soap-fault'] },
);

const noRole = (name: string) => fault(name, 'The user is not in a human role that may do this.');
add('illegal-access', 'certain', 'claim', (w) => [soapCall(w, onTask('claim'), noRole('illegalAccessFault'))]);
add('illegal-access', 'certain', 'the element of WS-HumanTask', (w) => [
  soapCall(w, onTask('complete', '<htdt:taskData><approved>true</approved></htdt:taskData>'), noRole('illegalAccess')),
]);
add('illegal-access', 'certain', 'in the fault code', (w) => [
  soapCall(w, onTask('remove'), plainFault('Access denied', 'htdt:illegalAccessFault', '<htdt:illegalAccess/>')),
]);

const wrongState = (status: string, words: string) =>
  fault('illegalStateFault', words, `<htdt:status>${status}</htdt:status><htdt:message>${words}</htdt:message>`);
add('illegal-state', 'certain', 'complete before start', (w) => [
  soapCall(w, onTask('complete'), wrongState('READY', 'Task must be in the IN_PROGRESS state to be completed.')),
]);
add('illegal-state', 'certain', 'start a completed one', (w) => [
  soapCall(w, onTask('start'), wrongState('COMPLETED', 'Task must be in the READY or RESERVED state to be started.')),
]);
add('illegal-state', 'certain', 'resume', (w) => [
  soapCall(w, onTask('resume'), wrongState('IN_PROGRESS', 'Task must be in the SUSPENDED state to be resumed.')),
]);

add('illegal-argument', 'certain', 'no such task', (w) => [
  soapCall(
    w,
    onTask('getTaskInfo').replace(taskId, 'urn:b4p:99999'),
    fault('illegalArgumentFault', 'Task urn:b4p:99999 does not exist.'),
  ),
]);
add('illegal-argument', 'certain', 'not an id', (w) => [
  soapCall(
    w,
    onTask('claim').replace(taskId, '20717'),
    fault('illegalArgumentFault', 'Invalid task identifier: 20717'),
  ),
]);
add('illegal-argument', 'certain', 'a part', (w) => [
  soapCall(w, onTask('getInput', '<htdt:part>foo</htdt:part>'), fault('illegalArgument', 'Part foo is not defined.')),
]);

add('illegal-operation', 'certain', 'skip', (w) => [
  soapCall(w, onTask('skip'), fault('illegalOperationFault', 'The task is not skipable.')),
]);
add('illegal-operation', 'certain', 'fail', (w) => [
  soapCall(
    w,
    onTask('fail', '<htdt:faultName>rejected</htdt:faultName>'),
    fault('illegalOperationFault', 'The task does not declare faults.'),
  ),
]);
add('illegal-operation', 'certain', 'getFault', (w) => [
  soapCall(w, onTask('getFault'), fault('illegalOperation', 'Operation is not allowed for notifications.')),
]);

add('recipient-not-allowed', 'certain', 'delegate', (w) => [
  soapCall(
    w,
    onTask(
      'delegate',
      '<htdt:organizationalEntity><htd:users xmlns:htd="http://www.example.org/WS-HT"><htd:user>peter</htd:user></htd:users></htdt:organizationalEntity>',
    ),
    fault('recipientNotAllowedFault', 'peter may not receive this task.'),
  ),
]);
add(
  'soap-fault',
  'likely',
  'another',
  (w) => [soapCall(w, onTask('claim'), plainFault('java.lang.NullPointerException'))],
  { accept: ['service-error'] },
);

const at = (w: World, path: string) => `http://${w.processHost}${path}`;
const noService = containers.tomcat(
  404,
  'Not Found',
  'The origin server did not find a current representation for the target resource or is not willing to disclose that one exists.',
);
add(
  'endpoint-wrong',
  'likely',
  'Tomcat, another name',
  (w) => [soapCall(w, myTasks(), noService, { path: '/active-bpel/services/taskOperations' })],
  { on: [] },
);
add(
  'endpoint-wrong',
  'likely',
  'WebLogic, another application',
  (w) => [
    soapCall(w, myTasks(), containers.weblogic(404, 'Not Found', '10.4.5 404 Not Found'), {
      path: '/activebpel/services/AeB4PTaskClient-taskOperations',
    }),
  ],
  { on: [] },
);
add(
  'endpoint-wrong',
  'likely',
  'a page of the console',
  (w) => [
    entry(
      -60,
      'POST',
      at(w, '/activevos-central/avc'),
      page(
        200,
        '<!DOCTYPE html><html><head><title>ActiveVOS Central</title></head><body><div id="login"></div></body></html>',
      ),
      {
        headers: [
          ['Content-Type', 'text/xml'],
          ['Authorization', 'Basic bWFyeTpwdy1tYXJ5LTV4'],
        ],
        body: myTasks(),
      },
    ),
  ],
  { on: ['answer', 'credentials', 'sent'] },
);
add(
  'endpoint-wrong',
  'likely',
  'no such service',
  (w) => [
    soapCall(
      w,
      myTasks(),
      plainFault(
        'The AXIS engine could not find a target service to invoke!  targetService is AeB4PTaskClient-taskOperation',
        'soapenv:Server.NoService',
      ),
      { path: '/active-bpel/services/AeB4PTaskClient-taskOperation' },
    ),
  ],
  { accept: ['soap-fault'] },
);

add(
  'identity-service-unavailable',
  'likely',
  'LDAP',
  (w) => [
    soapCall(
      w,
      myTasks(),
      plainFault(
        'Error executing identity query: javax.naming.CommunicationException: ldap.acme.example:389 [Root exception is java.net.ConnectException: Connection refused]',
      ),
    ),
  ],
  { on: ['answer', 'words'], accept: ['soap-fault'] },
);
add(
  'identity-service-unavailable',
  'likely',
  'not enabled',
  (w) => [soapCall(w, myTasks(), plainFault('The Identity Service is not available.'))],
  { on: ['answer', 'words'], accept: ['soap-fault'] },
);
add(
  'identity-service-unavailable',
  'likely',
  'searchFault',
  (w) => [
    soapCall(
      w,
      myTasks(),
      plainFault(
        'Identity search failed',
        'soapenv:Server',
        '<iden:searchFault xmlns:iden="http://docs.active-endpoints/wsdl/identity/2007/03/identity.wsdl">Unable to connect to the identity provider</iden:searchFault>',
      ),
    ),
  ],
  { accept: ['soap-fault'] },
);

// Near misses.
add(null, 'certain', 'a list with a task', (w) => [soapCall(w, myTasks(), taskList({}))], { on: ['answer'] });
add(null, 'certain', 'claimed', (w) => [soapCall(w, onTask('claim'), xml(200, envelope('<htdt:claimResponse/>')))], {
  on: ['answer'],
});
add(
  null,
  'certain',
  'one user and a session of one’s own',
  (w) => [
    soapCall(w, myTasks(), ofMary(taskList({})), { at: -300 }),
    soapCall(w, myTasks(), taskList({}), { headers: [cookie] }),
  ],
  { on: ['answer'] },
);
add(
  'illegal-state',
  'certain',
  'claim, and it is one’s own already',
  (w) => [
    soapCall(w, onTask('claim'), xml(200, envelope('<htdt:claimResponse/>')), { at: -200 }),
    soapCall(w, onTask('claim'), mustBeReady),
  ],
  { on: ['answer', 'credentials'] },
);
add(
  'service-error',
  'certain',
  'a proxy before it',
  (w) => [
    soapCall(
      w,
      myTasks(),
      page(
        503,
        '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>',
      ),
    ),
  ],
  { on: [] },
);
add(
  'unknown',
  'possible',
  'JSON, and an error nobody knows',
  (w) => [
    entry(
      -60,
      'POST',
      at(w, '/active-bpel/services/JSON/OrderProcess'),
      json(500, { faultcode: 'x', faultstring: 'y' }),
      {
        headers: [
          ['Content-Type', 'application/json'],
          ['Authorization', 'Basic bWFyeTpwdy1tYXJ5LTV4'],
        ],
        body: { order: 1 },
      },
    ),
  ],
  { accept: ['soap-fault', 'service-error'] },
);

export const processServerCases = list.cases;
