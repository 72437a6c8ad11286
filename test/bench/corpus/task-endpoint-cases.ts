import type { Header, World } from './case.ts';
import { caseList } from './case.ts';
import { containers, envelope, fault, myTasks, onTask, plainFault, soapCall, taskList, xml } from './soap.ts';
import { entry, json, page } from './wire.ts';

// Addresses of the task service (facts 3.1), the identity service behind it (3.5), and near misses.

const list = caseList({ system: 'process-server' });

const { add } = list;

const session: Header = ['Set-Cookie', 'JSESSIONID=6E2F1C0A9B8D7E6F5A4B3C2D1E0F9A8B; Path=/active-bpel; HttpOnly'];

const cookie: Header = ['Cookie', 'JSESSIONID=6E2F1C0A9B8D7E6F5A4B3C2D1E0F9A8B'];

const ofMary = (answer: ReturnType<typeof taskList>) => ({ ...answer, headers: [...answer.headers, session] });

const mustBeReady = fault(
  'illegalStateFault',
  'Task must be in the READY state to be claimed.',
  '<htdt:status>RESERVED</htdt:status><htdt:message>Task must be in the READY state to be claimed.</htdt:message>',
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
  'certain',
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

export const taskEndpointCases = list.cases;
