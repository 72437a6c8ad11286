import type { Header } from './case.ts';
import { caseList } from './case.ts';
import { call, invalid, ok, run } from './magnus-parts.ts';
import { instanceBody, sapCall, sapError, sapToken, started } from './sap-parts.ts';
import { challenged, containers, myTasks, onTask, plainFault, soapCall, taskInfo } from './soap.ts';
import { bearer, clientSeconds, entry, json, jwt, serverSeconds } from './wire.ts';

// Witnesses that seem to speak of the call in question and speak of another one; words that contradict what was sent.

const list = caseList();
const { add } = list;
const listUrl = '/v1/workflow-instances';
const generic = { system: 'generic-http' } as const;
const magnus = { system: 'magnus' } as const;
const ps = { system: 'process-server' } as const;

add(
  'status-filter-hides',
  'possible',
  'another definition was started',
  (w) => [
    sapCall(w, -900, 'POST', listUrl, json(201, instanceBody(w)), { body: started }),
    sapCall(w, -60, 'GET', `${listUrl}?definitionId=leave-request`, json(200, [])),
  ],
  { provable: [] },
);
add(
  null,
  'certain',
  'the page behind the last one',
  (w) => [
    sapCall(w, -60, 'GET', `${listUrl}?$skip=500&status=RUNNING,ERRONEOUS,SUSPENDED,CANCELED,COMPLETED`, json(200, [])),
  ],
  { accept: ['status-filter-hides'] },
);
add(
  'definition-not-found',
  'likely',
  'one page of the definitions',
  (w) => [
    sapCall(w, -90, 'GET', '/v1/workflow-definitions?$top=1', json(200, [{ id: 'leave-request', version: '1' }])),
    sapCall(w, -60, 'POST', listUrl, sapError(404, 'Not found.'), { body: started }),
  ],
  { on: ['sent'], accept: ['base-url-wrong'], provable: [] },
);
add(
  null,
  'certain',
  'a list that asked for erroneous ones',
  (w) => [sapCall(w, -60, 'GET', `${listUrl}?status=ERRONEOUS`, json(200, [instanceBody(w, 'ERRONEOUS')]))],
  { accept: ['instance-erroneous'], provable: ['instance-erroneous'] },
);
add(
  null,
  'certain',
  'the last call that was allowed',
  (w) => [
    sapCall(
      w,
      -60,
      'GET',
      listUrl,
      json(
        200,
        [instanceBody(w)],
        [
          ['X-RateLimit-Remaining', '0'],
          ['Retry-After', '60'],
        ],
      ),
    ),
  ],
  { on: [] },
);
add(
  null,
  'certain',
  'a token from the near future that was taken',
  (w) => [sapCall(w, -60, 'GET', listUrl, json(200, [instanceBody(w)]), { token: sapToken(w, { at: 120 }) })],
  { on: [] },
);
add(
  'unknown',
  'possible',
  'called expired ten hours before its end',
  (w) => {
    const answer = json(401, { error: 'invalid_token', error_description: 'Session expired or token revoked' });
    return [sapCall(w, -60, 'GET', listUrl, answer)];
  },
  {
    on: ['credentials', 'answer', 'words'],
    accept: ['token-expired', 'token-wrong-tenant', 'token-signature-invalid', 'token-wrong-audience', 'clock-skew'],
  },
);
add(
  'unknown',
  'possible',
  'refused, and its issuer is the one of the calls that went well',
  (w) => {
    const token = jwt(
      { alg: 'RS256', typ: 'JWT' },
      { iss: `https://${w.identityHost}/`, aud: 'orders', iat: serverSeconds(w, -500), exp: serverSeconds(w, 3000) },
      'acme',
    );
    const url = `https://api.${w.identityHost.replace(/^login\./, '')}`;
    return [
      entry(-90, 'GET', `${url}/orders`, json(200, [{ id: 1 }]), { headers: [bearer(token)] }),
      entry(-60, 'GET', `${url}/admin`, json(401, { message: 'Unauthorized' }), { headers: [bearer(token)] }),
    ];
  },
  {
    ...generic,
    on: ['credentials', 'witness'],
    accept: [
      'role-missing',
      'authority-missing',
      'token-wrong-tenant',
      'token-wrong-audience',
      'token-signature-invalid',
    ],
  },
);

const other = run({ l: 'QW5vdGhlckZsb3c' });
add(
  'already-running',
  'likely',
  'another workflow was started before',
  (w) => [call(w, ok, { at: -90, configuration: other }), call(w, invalid('Workflow is already running'))],
  { ...magnus, on: ['answer', 'words', 'sent'], provable: [] },
);
add(
  'unknown',
  'possible',
  'another workflow was started before, no words',
  (w) => [call(w, ok, { at: -90, configuration: other }), call(w, invalid())],
  {
    ...magnus,
    on: ['answer', 'sent', 'credentials'],
    accept: [
      'already-running',
      'remote-invalid',
      'issuer-not-registered',
      'parameter-name-case',
      'workflow-not-found',
      'workflow-id-missing',
    ],
  },
);
add(
  'unknown',
  'possible',
  'the account was accepted a minute before',
  (w) => [
    call(w, ok, { at: -120, configuration: run({ queue: true, parameters: undefined }) }),
    call(w, invalid(), { configuration: run({ queue: true, parameters: undefined }) }),
  ],
  {
    ...magnus,
    on: ['answer', 'sent', 'credentials'],
    accept: [
      'remote-invalid',
      'already-running',
      'workflow-id-missing',
      'parameter-name-case',
      'issuer-not-registered',
    ],
  },
);
add(
  'unknown',
  'possible',
  'invalid, and a claim nobody asked for',
  (w) => {
    const iat = clientSeconds(w, -65);
    const signed = jwt(
      { alg: 'RS256', typ: 'JWT', kid: 'a1' },
      {
        iss: 'runner@acme-magnus.iam.gserviceaccount.com',
        sub: 'x',
        aud: 'https://oauth2.googleapis.com/token',
        scope: 'x',
        iat,
        exp: iat + 3600,
      },
      'magnus',
    );
    return [call(w, invalid(), { jwt: signed })];
  },
  {
    ...magnus,
    on: ['answer', 'sent', 'credentials'],
    accept: [
      'remote-invalid',
      'issuer-not-registered',
      'parameter-name-case',
      'already-running',
      'assertion-missing',
      'workflow-id-missing',
    ],
  },
);

const tomcat401 = challenged(
  containers.tomcat(401, 'Unauthorized', 'The request requires authentication.'),
  'ActiveVOS',
);
const cookie: Header = ['Cookie', 'JSESSIONID=6E2F1C0A9B8D7E6F5A4B3C2D1E0F9A8B'];
add(
  'credentials-not-sent',
  'certain',
  'a session that is over',
  (w) => [soapCall(w, myTasks(), tomcat401, { user: null, headers: [cookie] })],
  { ...ps, on: ['credentials'], accept: ['credentials-rejected', 'unknown'], provable: ['credentials-not-sent'] },
);
add(
  'soap-fault',
  'likely',
  'words of the identity service in a fault of the task’s data',
  (w) => [
    soapCall(
      w,
      onTask('complete', '<htdt:taskData><note>LDAP connection refused</note></htdt:taskData>'),
      plainFault('Element note is not allowed here.'),
    ),
  ],
  { ...ps, accept: ['illegal-argument', 'payload-invalid', 'namespace-wrong'], provable: ['soap-fault'] },
);
add(
  'illegal-access',
  'certain',
  'another task is claimed by somebody',
  (w) => {
    const otherTask = (body: string) => body.replace('urn:b4p:20717', 'urn:b4p:555');
    return [
      {
        ...soapCall(
          w,
          otherTask(onTask('getTaskInfo')),
          taskInfo({ id: 'urn:b4p:555', status: 'RESERVED', owner: 'john' }),
          { at: -90 },
        ),
      },
      soapCall(w, onTask('start'), plainFault('Access denied', 'htdt:illegalAccessFault', '<htdt:illegalAccess/>')),
    ];
  },
  { ...ps, provable: ['illegal-access'] },
);

export const witnessDecoyCases = list.cases;
