import { describe, expect, it, onTestFinished } from 'vitest';
import type { Connection } from '#shared/model/connection.ts';
import type { PracticeSystem } from '#shared/model/practice-status.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { type Client, links } from '../../../../contract/links.ts';
import { startTestCore, type TestCore } from '../../../../support/test-core.ts';

const systems = ['sap-workflow', 'magnus', 'process-server'] as const;

async function open(changes: Parameters<typeof startTestCore>[0] = {}): Promise<{ test: TestCore; client: Client }> {
  const test = await startTestCore(changes);
  onTestFinished(() => test.dispose());
  return { test, client: (await links[0]?.open(test.core.router))?.client as Client };
}

async function connectionOf(client: Client, system: PracticeSystem): Promise<Connection> {
  const { connectionId } = await client.practice.start({ system });
  const found = (await client.connections.list()).find(({ id }) => id === connectionId);
  if (found === undefined) throw new Error('there is no practice connection');
  return found;
}

/** Sends an operation's ready draft on the system's practice connection. */
async function send(client: Client, system: PracticeSystem, operationId: string, body?: string) {
  const operation = systemOf(system).operations.find(({ id }) => id === operationId);
  if (operation === undefined) throw new Error(`there is no operation ${operationId}`);
  const json = operation.bodyTemplate === '' ? [] : [{ name: 'Content-Type', value: 'application/json' }];
  return client.exchanges.send({
    draft: {
      id: 'd1',
      name: operation.name,
      connectionId: `practice-${system}`,
      operationId,
      method: operation.method,
      url: systemOf(system).draftUrl(operation),
      headers: (operation.headers ?? json).map((header) => ({ ...header, isEnabled: true })),
      body: body ?? operation.bodyTemplate,
      updatedAt: 0,
    },
    renewToken: false,
  });
}

describe('a practice connection', () => {
  it.each(systems)('to %s is made with its secret, under an id that never changes', async (system) => {
    const { client } = await open();
    expect(await client.practice.status({ system })).toMatchObject({ system, isRunning: false, connectionId: null });
    const connection = await connectionOf(client, system);
    expect(connection).toMatchObject({
      id: `practice-${system}`,
      system,
      isPractice: true,
      secretState: 'in-memory',
    });
    const status = await client.practice.status({ system });
    expect(JSON.stringify(connection.variables)).toContain(status.baseUrl);
    expect(status.login).toBe(status.logins[0]?.id);
  });

  it('is SAP Workflow’s when nothing is said', async () => {
    const { client } = await open();
    expect((await client.practice.start()).system).toBe('sap-workflow');
    expect((await client.practice.status()).isRunning).toBe(true);
    expect((await client.practice.status({ system: 'magnus' })).isRunning).toBe(false);
  });

  it.each([
    ['sap-workflow', 'list-definitions', 403],
    ['magnus', 'run-workflow', 200],
    ['process-server', 'get-my-tasks', 200],
  ] as const)('to %s gets through with %s as it stands', async (system, operationId, status) => {
    const { client } = await open();
    await connectionOf(client, system);
    const exchange = await send(client, system, operationId);
    expect([exchange.failure, exchange.response?.status]).toEqual([null, status]);
  });

  it('comes back when it was removed, and keeps what the user decided when the system starts anew', async () => {
    const { test, client } = await open();
    const { id } = await connectionOf(client, 'magnus');
    await client.connections.remove({ id });
    expect((await client.practice.status({ system: 'magnus' })).connectionId).toBeNull();
    await connectionOf(client, 'magnus');
    await client.connections.update({ id, name: 'Mine', colour: 'teal' });
    await client.practice.logInAs({ system: 'process-server', login: 'bob' });
    await test.core.dispose();

    const again = await open({ dataDir: test.dataDir });
    const connection = await connectionOf(again.client, 'magnus');
    expect(connection).toMatchObject({ name: 'Mine', colour: 'teal' });
    expect((await again.client.practice.start({ system: 'process-server' })).login).toBe('bob');
    expect((await send(again.client, 'process-server', 'get-my-tasks')).response?.status).toBe(200);
  });

  it('wakes its system when something is sent', async () => {
    const { test, client } = await open();
    await connectionOf(client, 'process-server');
    await test.core.dispose();
    const again = await open({ dataDir: test.dataDir });
    expect((await send(again.client, 'process-server', 'get-my-tasks')).response?.status).toBe(200);
    expect((await again.client.practice.status({ system: 'process-server' })).isRunning).toBe(true);
  });
});

describe('another login', () => {
  it('lets the Process Server see another user, also after a session of the one before', async () => {
    const { client } = await open();
    const connection = await connectionOf(client, 'process-server');
    await client.connections.update({
      id: connection.id,
      credential: { kind: 'basic', username: 'alice', keepsSession: true },
    });
    const outcomes: unknown[] = [];
    for (const login of ['alice', 'bob', 'carol', 'dave']) {
      expect((await client.practice.logInAs({ system: 'process-server', login })).login).toBe(login);
      const { response } = await send(client, 'process-server', 'get-my-tasks');
      outcomes.push([login, response?.status, (response?.bodyBytes ?? 0) > 1_000]);
    }
    expect(outcomes).toEqual([
      ['alice', 200, true],
      ['bob', 200, true],
      ['carol', 200, false],
      ['dave', 403, false],
    ]);
    expect((await client.connections.list())[0]?.credential).toMatchObject({ keepsSession: true });
  });

  it('lets SAP Workflow be entered by certificate, and by secret again', async () => {
    const { client } = await open();
    await client.practice.updateService({ authorities: ['WORKFLOW_DEFINITION_GET'] });
    await client.practice.logInAs({ system: 'sap-workflow', login: 'x509' });
    const [connection] = await client.connections.list();
    expect(connection).toMatchObject({
      credential: {
        secretKind: 'x509',
        tokenUrl: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+\/uaa\/oauth\/token$/),
      },
      trust: { extraCa: expect.stringContaining('BEGIN CERTIFICATE') },
    });
    expect((await send(client, 'sap-workflow', 'list-definitions')).response?.status).toBe(200);

    await client.practice.logInAs({ system: 'sap-workflow', login: 'client-secret' });
    expect((await client.connections.list())[0]).toMatchObject({
      credential: { secretKind: 'client-secret', certificateExpiresAt: null },
      trust: { extraCa: null },
    });
    expect((await send(client, 'sap-workflow', 'list-definitions')).response?.status).toBe(200);
  });

  it('that does not exist is refused in words', async () => {
    const { client } = await open();
    for (const system of systems) {
      await expect(client.practice.logInAs({ system, login: 'nobody' })).rejects.toMatchObject({
        code: 'PRACTICE_FAILED',
      });
      await expect(client.practice.setSwitch({ system, id: 'none', isOn: true })).rejects.toMatchObject({
        code: 'PRACTICE_FAILED',
      });
      await expect(client.practice.saveServiceKey({ system, file: '../up' })).rejects.toMatchObject({
        code: 'PRACTICE_FAILED',
      });
    }
  });
});

describe('a switch', () => {
  it('lets Magnus fail in its backend, until it is turned back', async () => {
    const { client } = await open();
    const turn = async (isOn: boolean) => {
      const { switches } = await client.practice.setSwitch({ system: 'magnus', id: 'backend-down', isOn });
      return switches.filter((one) => one.isOn).map(({ id }) => id);
    };
    expect(await turn(true)).toEqual(['backend-down']);
    const { response, report } = await send(client, 'magnus', 'run-workflow');
    expect([response?.status, report.stoppedAt]).toEqual([500, 'backend']);
    expect(await turn(false)).toEqual([]);
    expect((await send(client, 'magnus', 'run-workflow')).response?.status).toBe(200);
  });

  it('lets the Process Server answer an anonymous caller with an empty list, which is explained', async () => {
    const { client } = await open();
    const { id } = await connectionOf(client, 'process-server');
    await client.practice.setSwitch({ system: 'process-server', id: 'open-container', isOn: true });
    await client.connections.update({ id, credential: { kind: 'none' } });
    const { response, report } = await send(client, 'process-server', 'get-my-tasks');
    expect(response?.status).toBe(200);
    expect(report.findings[0]).toMatchObject({ cause: 'credentials-not-sent', confidence: 'likely' });
  });
});

describe('what is handed out', () => {
  it('is a file each, with the secret in it and never in the contract', async () => {
    const { test, client } = await open();
    const said: string[] = [];
    for (const system of systems) {
      const { files } = await client.practice.start({ system });
      for (const { id } of files) said.push(JSON.stringify(await client.practice.saveServiceKey({ system, file: id })));
      said.push(JSON.stringify(await client.practice.status({ system })));
    }
    said.push(JSON.stringify(await client.connections.list()));
    expect(test.saved.map(({ fileName }) => fileName)).toEqual([
      'practice-service-key.json',
      'practice-x509-key.json',
      'practice-x509-key-2-days.json',
      'practice-ca.pem',
      'practice-magnus-key.json',
      'practice-magnus-key.p12',
      'practice-process-server.txt',
      'practice-task-operations.wsdl',
    ]);
    const text = (at: number) => new TextDecoder().decode(test.saved[at]?.bytes);
    const secrets = [
      JSON.parse(text(0)).uaa.clientsecret,
      JSON.parse(text(1)).uaa.key.slice(100, 160),
      JSON.parse(text(4)).private_key.slice(100, 160),
      /alice\t(\S+)/.exec(text(6))?.[1],
    ];
    for (const secret of secrets) {
      expect(secret?.length).toBeGreaterThan(10);
      expect(said.join()).not.toContain(secret);
    }
  });

  it('makes a practice connection of it again when it is dropped on the window', async () => {
    const { test, client } = await open();
    await connectionOf(client, 'magnus');
    await client.practice.saveServiceKey({ system: 'magnus' });
    const bytes = test.saved[0]?.bytes ?? new Uint8Array();
    const file = new File([bytes.slice()], 'dropped.json');
    const { connection, isNew } = await client.connections.importKey({ file, fileName: 'dropped.json' });
    expect([connection.id, connection.isPractice, isNew]).toEqual(['practice-magnus', true, false]);
    expect((await send(client, 'magnus', 'get-history')).response?.status).toBe(200);
  });
});

it('starts nothing under --no-practice', async () => {
  const { client } = await open({ hasPractice: false });
  for (const system of systems) {
    await expect(client.practice.start({ system })).rejects.toMatchObject({ code: 'PRACTICE_FAILED' });
    expect(await client.practice.status({ system })).toMatchObject({ isRunning: false, connectionId: null });
  }
});
