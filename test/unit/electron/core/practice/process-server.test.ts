import { describe, expect, it } from 'vitest';
import { readXml } from '#core/practice/process-server/read-xml.ts';
import { taskEnvelope, taskListEnvelope } from '#shared/systems/process-server/envelopes.ts';
import { operations } from '#shared/systems/process-server/operations.ts';
import { readSoapFault } from '#shared/systems/process-server/soap-fault.ts';
import { startProcessServer } from './process-server-client.ts';

const myTasks = taskListEnvelope('getMyTasks', { taskType: 'TASKS' });
const query = (changes: Partial<Parameters<typeof taskListEnvelope>[1]>) =>
  taskListEnvelope('getMyTasks', { taskType: 'TASKS', ...changes });

describe('the web container', () => {
  it('asks for a login with a Basic challenge, before anybody reads the envelope', async () => {
    const { send, basic } = await startProcessServer();
    const wrong = ['alice:wrong', 'alice', ':', 'nobody:x'].map(
      (pair) => `Basic ${Buffer.from(pair).toString('base64')}`,
    );
    const answers = await Promise.all([
      send(null, 'nonsense'),
      ...wrong.map((authorization) => send(null, myTasks, { authorization })),
      send(null, myTasks, { authorization: basic('alice').replace('Basic', 'Bearer') }),
    ]);
    for (const { status, headers, text } of answers) {
      expect([status, headers.get('www-authenticate')]).toEqual([401, 'Basic realm="Process Server", charset="UTF-8"']);
      expect(text).toContain('<html');
      expect(headers.get('set-cookie')).toBeNull();
    }
  });

  it('turns away a user without the role abTaskClient', async () => {
    const { send } = await startProcessServer();
    const { status, headers } = await send('dave', myTasks);
    expect([status, headers.get('www-authenticate')]).toEqual([403, null]);
  });

  it('opens a session whose user stays, whoever the Basic header beside it names', async () => {
    const { send, basic, advance } = await startProcessServer();
    const first = await send('alice', myTasks);
    expect(first.headers.get('set-cookie')).toMatch(/^JSESSIONID=[0-9A-F]{32}; Path=\/active-bpel; HttpOnly$/);
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    const again = await send(null, myTasks, { cookie });
    expect(again.ids).toEqual(first.ids);
    expect(again.headers.get('set-cookie')).toBeNull();
    expect((await send(null, myTasks, { cookie, authorization: basic('carol') })).ids).toEqual(first.ids);

    advance(30 * 60_000 + 1);
    expect((await send(null, myTasks, { cookie })).status).toBe(401);
    expect((await send(null, myTasks, { cookie, authorization: basic('carol') })).ids).toEqual([]);
  });

  it('lets anybody through while it is open, and shows an anonymous caller an empty list instead of an error', async () => {
    const { practice, send, act } = await startProcessServer();
    practice.faults.turn('open-container', true);
    const anonymous = await send(null, myTasks);
    expect([anonymous.status, anonymous.ids]).toEqual([200, []]);
    expect(anonymous.text).toContain('<htdt:getMyTasksResponse/>');
    expect((await send(null, myTasks, { authorization: 'Basic bm8=' })).ids).toEqual([]);
    expect((await act(null, 'claim', 'urn:b4p:1')).fault).toBe('illegalAccess');
    expect((await send('alice', myTasks)).ids).toHaveLength(2);
    expect((await send('dave', myTasks)).status).toBe(200);
    practice.faults.turn('open-container', false);
    expect((await send(null, myTasks)).status).toBe(401);
  });

  it('has other passwords on every start', async () => {
    const [first, second] = await Promise.all([startProcessServer(), startProcessServer()]);
    const passwords = [first, second].flatMap(({ practice }) => practice.users.map(({ password }) => password));
    expect(new Set(passwords).size).toBe(8);
    expect(first.practice.users.map(({ name }) => name)).toEqual(['alice', 'bob', 'carol', 'dave']);
  });
});

describe('a task list', () => {
  it('shows each user what the user’s role in the tasks allows', async () => {
    const { send } = await startProcessServer();
    expect((await send('alice', myTasks)).ids).toEqual(['urn:b4p:1', 'urn:b4p:4']);
    expect((await send('bob', myTasks)).ids).toEqual(['urn:b4p:3']);
    expect((await send('carol', myTasks)).ids).toEqual([]);
    const administered = query({ genericHumanRole: 'ADMINISTRATORS' });
    expect((await send('bob', administered)).ids).toEqual(['urn:b4p:1', 'urn:b4p:2', 'urn:b4p:3', 'urn:b4p:4']);
    expect((await send('alice', administered)).ids).toEqual([]);
  });

  it('hides what is closed, and lists it when its status is asked for', async () => {
    const { send } = await startProcessServer();
    expect((await send('alice', query({ status: ['COMPLETED'] }))).ids).toEqual(['urn:b4p:5']);
    expect((await send('alice', query({ status: ['COMPLETED', 'READY'], maxTasks: 2 }))).ids).toEqual([
      'urn:b4p:1',
      'urn:b4p:4',
    ]);
    expect((await send('alice', query({ taskType: 'NOTIFICATIONS' }))).ids).toEqual([]);
    const notices = query({ taskType: 'ALL', genericHumanRole: 'NOTIFICATION_RECIPIENTS' });
    expect((await send('alice', notices)).ids).toEqual(['urn:b4p:6']);
  });

  it('says of a task who may have it, and that one was escalated', async () => {
    const { send } = await startProcessServer();
    const { text, headers } = await send('bob', myTasks);
    expect(headers.get('content-type')).toBe('text/xml; charset=utf-8');
    const root = readXml(text);
    const task = root?.children[0]?.children[0]?.children[0];
    expect([task?.namespace, task?.localName]).toEqual(['http://www.example.org/WS-HT/api/xsd', 'taskAbstract']);
    const fields = Object.fromEntries(
      task?.children.map(({ localName, text: value }) => [localName, value.trim()]) ?? [],
    );
    expect(fields).toEqual({
      id: 'urn:b4p:3',
      taskType: 'TASK',
      name: 'CheckInvoice',
      status: 'READY',
      priority: '1',
      taskInitiator: 'orders',
      potentialOwners: '',
      createdOn: '2026-11-09T07:00:00.000Z',
      isSkipable: 'false',
      hasOutput: 'false',
      hasFault: 'false',
      hasAttachments: 'false',
      hasComments: 'false',
      escalated: 'true',
      presentationName: 'CheckInvoice',
      presentationSubject: 'Check invoice 88',
    });
    expect(new Set(task?.children.map(({ namespace }) => namespace))).toEqual(
      new Set(['http://www.example.org/WS-HT/api']),
    );
    expect(text).toContain('<htd:user>bob</htd:user>');
  });

  it('in short leaves the people out', async () => {
    const { send } = await startProcessServer();
    const { text, ids } = await send('alice', taskListEnvelope('getMyTaskAbstracts', { taskType: 'TASKS' }));
    expect(ids).toEqual(['urn:b4p:1', 'urn:b4p:4']);
    expect(text).toContain('<htdt:getMyTaskAbstractsResponse>');
    expect(text).not.toContain('potentialOwners');
  });

  it.each([
    ['taskType', query({}).replace('>TASKS<', '>tasks<')],
    ['genericHumanRole', query({ genericHumanRole: 'OWNER' }).replace('>OWNER<', '>ACTUALOWNER<')],
    ['status', query({ status: ['READY'] }).replace('>READY<', '>CREATED<')],
    ['whereClause', query({ whereClause: "Task.Name = 'x'" })],
    ['taskKind', query({}).replaceAll('taskType', 'taskKind')],
  ])('refuses a %s it cannot answer to', async (name, envelope) => {
    const { send } = await startProcessServer();
    const { status, text, fault } = await send('alice', envelope);
    expect([status, fault]).toEqual([500, 'illegalArgument']);
    expect(readSoapFault(text)?.message).toContain(`The element ${name} `);
  });
});

describe('working on a task', () => {
  it('goes from claim over start to complete, and out of the lists of the others', async () => {
    const { send, act } = await startProcessServer();
    for (const action of ['claim', 'start', 'complete']) {
      const { status, text } = await act('alice', action, 'urn:b4p:1');
      expect([status, text.includes(`<htdt:${action}Response/>`)]).toEqual([200, true]);
    }
    expect((await send('alice', myTasks)).ids).toEqual(['urn:b4p:4']);
    expect((await send('alice', query({ status: ['COMPLETED'] }))).ids).toEqual(['urn:b4p:1', 'urn:b4p:5']);
  });

  it('gives a task back, which an administrator may do, too', async () => {
    const { send, act } = await startProcessServer();
    await act('alice', 'claim', 'urn:b4p:1');
    await act('alice', 'release', 'urn:b4p:1');
    expect((await act('bob', 'release', 'urn:b4p:2')).status).toBe(200);
    expect((await send('alice', myTasks)).ids).toEqual(['urn:b4p:1', 'urn:b4p:2', 'urn:b4p:4']);
  });

  it('says which state stands against it', async () => {
    const { act } = await startProcessServer();
    const { status, text } = await act('alice', 'claim', 'urn:b4p:2');
    expect(status).toBe(500);
    expect(readSoapFault(text)).toMatchObject({
      name: 'illegalState',
      status: 'RESERVED',
      message: 'Task must be in the READY state to be claimed.',
    });
  });

  it.each([
    ['alice', 'claim', 'urn:b4p:99', 'illegalArgument'],
    ['alice', 'claim', ' ', 'illegalArgument'],
    ['bob', 'claim', 'urn:b4p:1', 'illegalAccess'],
    ['carol', 'release', 'urn:b4p:1', 'illegalAccess'],
    ['alice', 'start', 'urn:b4p:2', 'illegalAccess'],
    ['alice', 'claim', 'urn:b4p:3', 'illegalAccess'],
    ['alice', 'complete', 'urn:b4p:1', 'illegalState'],
    ['alice', 'release', 'urn:b4p:1', 'illegalState'],
    ['alice', 'claim', 'urn:b4p:6', 'illegalOperation'],
  ])('%s cannot %s %j: %s', async (user, action, taskId, fault) => {
    const { act } = await startProcessServer();
    const answer = await act(user, action, taskId);
    expect([answer.status, answer.fault]).toEqual([500, fault]);
  });

  it('takes the ready drafts of what it practises one after another', async () => {
    const { send } = await startProcessServer();
    const practised = ['get-my-tasks', 'get-my-task-abstracts', 'claim', 'release', 'claim', 'start', 'complete'];
    for (const id of practised) {
      const { status } = await send('alice', operations.find((one) => one.id === id)?.bodyTemplate ?? '');
      expect([id, status]).toEqual([id, 200]);
    }
  });
});

describe('the envelope', () => {
  const body = (inner: string) =>
    taskEnvelope('claim', 'urn:b4p:1').replace(/<htdt:claim>[\s\S]*<\/htdt:claim>/, inner);

  it.each([
    ['no XML', 'soapenv:Client', 'nonsense'],
    ['an entity of its own', 'soapenv:Client', `<!DOCTYPE a [<!ENTITY e "x">]>${myTasks.replace(/^.*\n/, '')}`],
    ['an unknown entity', 'soapenv:Client', body('<htdt:claim>&nbsp;</htdt:claim>')],
    ['an undeclared prefix', 'soapenv:Client', body('<other:claim/>')],
    ['another document', 'soapenv:Client', '<claim/>'],
    [
      'SOAP 1.2',
      'soapenv:VersionMismatch',
      myTasks.replace('http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope'),
    ],
    ['an empty body', 'soapenv:Client', body('')],
    ['two operations', 'soapenv:Client', body('<htdt:claim/><htdt:start/>')],
    [
      'the namespace of OASIS',
      'soapenv:Client',
      myTasks.replaceAll(
        'http://www.example.org/WS-HT/api/xsd',
        'http://docs.oasis-open.org/ns/bpel4people/ws-humantask/api/200803',
      ),
    ],
    ['an operation not practised', 'soapenv:Client', taskEnvelope('skip', 'urn:b4p:1')],
  ])('with %s is met with %s', async (_name, code, envelope) => {
    const { send } = await startProcessServer();
    const { status, text } = await send('alice', envelope);
    expect([status, /<faultcode>([^<]*)</.exec(text)?.[1]]).toEqual([500, code]);
  });

  it('may use other prefixes, a default namespace, CDATA and character references', async () => {
    const { send } = await startProcessServer();
    const { status } = await send(
      'alice',
      `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><!-- mine --><S:Body><claim xmlns="http://www.example.org/WS-HT/api/xsd"><identifier><![CDATA[urn:]]>b4p&#58;&#x31;</identifier></claim></S:Body></S:Envelope>`,
    );
    expect(status).toBe(200);
  });

  it('has to call itself text/xml, and may have a megabyte', async () => {
    const { send } = await startProcessServer();
    expect((await send('alice', myTasks, { 'content-type': 'application/soap+xml' })).status).toBe(415);
    const large = `${myTasks}<!--${'x'.repeat(1024 * 1024)}-->`;
    expect((await send('alice', large)).text).toContain('larger than 1 MB');
  });
});

describe('the WSDL', () => {
  it('is given to whom the container lets through, with the address of this start', async () => {
    const { serviceUrl, basic, practice } = await startProcessServer();
    const get = (url: string, headers = {}) => fetch(url, { headers });
    expect((await get(`${serviceUrl}?wsdl`)).status).toBe(401);
    const text = await (await get(`${serviceUrl}?wsdl`, { authorization: basic('alice') })).text();
    expect(text).toBe(practice.wsdl());
    expect(readXml(text)?.localName).toBe('definitions');
    expect(text).toContain(`<soap:address location="${serviceUrl}"/>`);
    expect((await get(serviceUrl, { authorization: basic('alice') })).status).toBe(405);
    expect((await get(`${practice.baseUrl}/elsewhere`)).status).toBe(404);
  });
});
