import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { wayFaults } from '#core/practice/practice-way.ts';
import { processServerFaults } from '#core/practice/process-server/process-server-faults.ts';
import {
  element,
  envelope,
  namespaces,
  type TaskQuery,
  taskEnvelope,
  taskListEnvelope,
} from '#shared/systems/process-server/envelopes.ts';
import { type Changes, first, openPractice, type PracticeInCore } from './practice-in-core.ts';

const oasis = 'http://docs.oasis-open.org/ns/bpel4people/ws-humantask/api/200803';
const soap12 = 'http://www.w3.org/2003/05/soap-envelope';

let server: PracticeInCore;
beforeAll(async () => {
  server = await openPractice('process-server');
});
afterEach(async () => {
  await server.putBack();
  await logInAs('alice');
});
afterAll(() => server.test.dispose());

const list = (changes?: Changes) => server.send('get-my-tasks', changes);
const query = (changes: Partial<TaskQuery>) =>
  list({ body: taskListEnvelope('getMyTasks', { taskType: 'TASKS', ...changes }) });
const act = (operation: string, taskId: string) => server.send('claim', { body: taskEnvelope(operation, taskId) });
const explained = async ({ id }: { id: string }) => first(await server.client.diagnosis.explain({ id }));
const logInAs = (login: string) => server.client.practice.logInAs({ system: 'process-server', login });

async function expectItWorks(): Promise<void> {
  const { failure, response } = await list();
  expect([failure, response?.status]).toEqual([null, 200]);
  expect(response?.bodyBytes).toBeGreaterThan(1_000);
}

describe('a switch of the way', () => {
  it.each(wayFaults)('$id is found, until it is turned off', async ({ id, cause }) => {
    await server.turn(id, true);
    const { report } = await list();
    expect(report.findings[0]?.cause).toBe(cause);
    await server.turn(id, false);
    await expectItWorks();
  });
});

describe('a switch of the Process Server', () => {
  it.each([
    ['application-stopped', 'likely endpoint-wrong'],
    ['passwords-changed', 'certain credentials-rejected'],
    ['role-taken', 'likely container-role-missing'],
    ['directory-down', 'likely identity-service-unavailable'],
  ])('%s is found as %s, until it is turned off', async (id, found) => {
    await server.turn(id, true);
    const { report } = await list();
    expect(first(report)).toBe(found);
    expect(causeOf(id)).toBe(report.findings[0]?.cause);
    await server.turn(id, false);
    await expectItWorks();
  });

  it('open-container shows an anonymous caller an empty list, until it is turned off', async () => {
    await server.turn('open-container', true);
    await withoutLogin();
    expect(first((await list()).report)).toBe(`likely ${causeOf('open-container')}`);
    await server.turn('open-container', false);
    expect((await list()).response?.status).toBe(401);
  });

  it.each([
    ['tasks-claimed', 'certain task-claimed-by-other'],
    ['tasks-escalated', 'certain task-escalated'],
  ])('%s is found as %s once the task itself was asked for', async (id, found) => {
    expect((await list()).report.findings).toEqual([]);
    await server.turn(id, true);
    const claim = await act('claim', 'urn:b4p:1');
    const report = await server.probe(claim, 'task-info');
    expect(first(report)).toBe(found);
    expect(report.findings[0]?.cause).toBe(causeOf(id));
    await server.turn(id, false);
    await expectItWorks();
    expect((await act('claim', 'urn:b4p:1')).report.findings).toEqual([]);
    await act('release', 'urn:b4p:1');
  });

  it.each([
    ['tasks-claimed', 'certain task-claimed-by-other'],
    ['tasks-escalated', 'certain task-escalated'],
  ])('%s explains a list that is empty now, when the task was asked for after it', async (id, found) => {
    await query({ status: ['READY'] });
    await server.turn(id, true);
    const empty = await query({ status: ['READY'] });
    await server.send('get-task-info');
    expect(await explained(empty)).toBe(found);
  });

  it('is one of seven', () => {
    expect(processServerFaults).toHaveLength(wayFaults.length + 7);
  });
});

function causeOf(id: string): string | null | undefined {
  return processServerFaults.find((fault) => fault.id === id)?.cause;
}

const withoutLogin = () => server.change({ kind: 'none' });

describe('who asks', () => {
  it('nobody: 401 is certain credentials-not-sent', async () => {
    await withoutLogin();
    expect(first((await list()).report)).toBe('certain credentials-not-sent');
  });

  it('somebody with a wrong password: certain credentials-rejected', async () => {
    const id = 'practice-process-server';
    await server.client.connections.setSecret({ id, secret: { kind: 'typed', value: 'wrong' } });
    expect(first((await list()).report)).toBe('certain credentials-rejected');
  });

  it('dave, who lacks abTaskClient: likely container-role-missing', async () => {
    await logInAs('dave');
    expect(first((await list()).report)).toBe('likely container-role-missing');
  });

  it('carol, who has no role: likely no-human-role, when each role was asked for', async () => {
    await logInAs('carol');
    expect(first(await server.probe(await list(), 'every-human-role'))).toBe('likely no-human-role');
  });

  it('alice, with carol’s session in a header written by hand: likely session-of-other-user, when asked with a new one', async () => {
    const Cookie = await sessionOf('carol');
    const empty = await list({ headers: { Cookie } });
    expect(empty.response?.bodyBytes).toBeLessThan(1_000);
    expect(first(await server.probe(empty, 'with-credentials'))).toBe('likely session-of-other-user');
  });

  it('bob, with a session that alice’s calls carry: likely session-of-other-user', async () => {
    const Cookie = await sessionOf('alice');
    const headers = { Cookie };
    expect((await list({ headers })).report.findings).toEqual([]);
    await logInAs('bob');
    const body = taskEnvelope('claim', 'urn:b4p:3');
    const refused = await server.send('claim', { headers, body });
    expect(await explained(refused)).toBe('likely session-of-other-user');
    expect((await server.send('claim', { body })).report.findings).toEqual([]);
    await server.send('release', { body: taskEnvelope('release', 'urn:b4p:3') });
  });
});

/** A session begun outside, as a browser has one: `JSESSIONID=…`. */
async function sessionOf(user: string): Promise<string> {
  await server.client.practice.saveServiceKey({ system: 'process-server', file: 'users' });
  const text = new TextDecoder().decode(server.test.saved.at(-1)?.bytes);
  const password = new RegExp(`^${user}\t(\\S+)`, 'm').exec(text)?.[1];
  const url = /^Process Server: (\S+)$/m.exec(text)?.[1];
  const response = await fetch(`${url}/services/AeB4PTaskClient-taskOperations?wsdl`, {
    headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
  });
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

describe('a list that asks for too little', () => {
  it.each<[string, Partial<TaskQuery>]>([
    ['another status', { status: ['SUSPENDED'] }],
    ['another role', { genericHumanRole: 'OWNER' }],
    ['no task at all', { maxTasks: 0 }],
  ])('is certain query-hides-tasks when each role was asked for: %s', async (_name, narrow) => {
    expect(first(await server.probe(await query(narrow), 'every-human-role'))).toBe('certain query-hides-tasks');
  });
});

describe('an envelope that is not what the service wants', () => {
  const body = taskListEnvelope('getMyTasks', { taskType: 'TASKS' });
  const two = envelope(element('htdt:claim')).replace('<htdt:claim/>', '<htdt:claim/><htdt:start/>');
  const getInstance = taskEnvelope('getInstance', 'urn:b4p:1');

  it.each<[string, string, Changes]>([
    ['certain namespace-wrong', 'OASIS', { body: body.replaceAll(namespaces.htdt, oasis) }],
    ['certain namespace-wrong', 'SOAP 1.2', { body: body.replaceAll(namespaces.soapenv, soap12) }],
    [
      'likely namespace-wrong',
      'SOAP 1.2 by its own type',
      { body: body.replaceAll(namespaces.soapenv, soap12), headers: { 'Content-Type': 'application/soap+xml' } },
    ],
    ['likely endpoint-wrong', 'JSON', { body: '{}', headers: { 'Content-Type': 'application/json' } }],
    ['likely endpoint-wrong', 'an operation of the other service', { body: getInstance }],
    ['likely endpoint-wrong', 'another service', { url: service('AeB4PTaskClient-taskOperation') }],
    ['likely endpoint-wrong', 'another context', { url: '{{process_server_url}}/elsewhere' }],
    ['certain illegal-argument', 'a role of another engine', { body: role('ACTUALOWNER') }],
    ['likely soap-fault', 'two operations', { body: two }],
    ['likely soap-fault', 'half an envelope', { body: body.slice(0, -20) }],
  ])('is %s: %s', async (found, _name, changes) => {
    expect(first((await list(changes)).report)).toBe(found);
    await expectItWorks();
  });
});

function service(name: string): string {
  return `{{process_server_url}}/services/${name}`;
}

function role(name: string): string {
  const asked = taskListEnvelope('getMyTasks', { taskType: 'TASKS', genericHumanRole: 'OWNER' });
  return asked.replace('>OWNER<', `>${name}<`);
}

describe('an operation that is refused', () => {
  it.each([
    ['bob', 'claim', 'urn:b4p:1', 'certain illegal-access'],
    ['alice', 'complete', 'urn:b4p:1', 'certain illegal-state'],
    ['alice', 'claim', 'urn:b4p:99', 'certain illegal-argument'],
    ['alice', 'claim', '1', 'certain illegal-argument'],
    ['alice', 'claim', 'urn:b4p:6', 'certain illegal-operation'],
  ])('to %s, %s of %s, is %s', async (user, operation, taskId, found) => {
    await logInAs(user);
    expect(first((await act(operation, taskId)).report)).toBe(found);
  });

  it.each([
    ['claim', 'urn:b4p:2', 'certain task-claimed-by-other'],
    ['claim', 'urn:b4p:3', 'likely task-escalated'],
  ])('to alice, %s of %s, is %s when the task was asked for', async (operation, taskId, found) => {
    expect(first(await server.probe(await act(operation, taskId), 'task-info'))).toBe(found);
  });

  it('delegation to somebody who may not have the task is certain recipient-not-allowed', async () => {
    const to = (user: string) => [
      element('htdt:organizationalEntity', [element('htd:users', [element('htd:user', user)])]),
    ];
    const delegate = (user: string) => server.send('claim', { body: taskEnvelope('delegate', 'urn:b4p:4', to(user)) });
    expect(first((await delegate('carol')).report)).toBe('certain recipient-not-allowed');
    expect((await delegate('alice')).report.findings).toEqual([]);
    await act('release', 'urn:b4p:4');
  });
});
