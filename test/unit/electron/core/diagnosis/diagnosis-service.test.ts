import { describe, expect, it, onTestFinished } from 'vitest';
import type { Exchange } from '#shared/model/exchange.ts';
import type { PracticeSystem } from '#shared/model/practice-status.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { findHeader } from '#shared/text/headers.ts';
import { type Client, links } from '../../../../contract/links.ts';
import { startTestCore } from '../../../../support/test-core.ts';

async function open(): Promise<Client> {
  const test = await startTestCore();
  onTestFinished(() => test.dispose());
  return (await links[0]?.open(test.core.router))?.client as Client;
}

type Sent = { path?: string; body?: string; connectionId?: string | null };

/** Sends an operation's ready draft on the system's practice connection. */
async function send(client: Client, system: PracticeSystem, operationId: string, sent: Sent = {}): Promise<Exchange> {
  const operation = systemOf(system).operations.find(({ id }) => id === operationId);
  if (operation === undefined) throw new Error(`there is no operation ${operationId}`);
  const json = operation.bodyTemplate === '' ? [] : [{ name: 'Content-Type', value: 'application/json' }];
  const { connectionId = `practice-${system}`, body = operation.bodyTemplate, path = '' } = sent;
  return client.exchanges.send({
    draft: {
      id: 'd1',
      name: operation.name,
      connectionId,
      operationId,
      method: operation.method,
      url: `${systemOf(system).draftUrl(operation)}${path}`,
      headers: (operation.headers ?? json).map((header) => ({ ...header, isEnabled: true })),
      body,
      updatedAt: 0,
    },
    renewToken: false,
  });
}

describe('a report asked for later', () => {
  it('says of an entry of history what was said when it was sent', async () => {
    const client = await open();
    await client.practice.start({ system: 'sap-workflow' });
    const refused = await send(client, 'sap-workflow', 'list-definitions');
    const report = await client.diagnosis.explain({ id: refused.id });
    expect(refused.report.findings[0]?.cause).toBe('authority-missing');
    expect(report.stoppedAt).toBe(refused.report.stoppedAt);
    expect(report.findings[0]).toEqual(refused.report.findings[0]);
  });

  it('fails for an entry that is not there', async () => {
    const client = await open();
    await expect(client.diagnosis.explain({ id: 'nobody' })).rejects.toMatchObject({ code: 'ENTRY_NOT_FOUND' });
  });
});

describe('a probe', () => {
  it('is a call of its own, which history ties to the exchange it was sent for', async () => {
    const client = await open();
    await client.practice.start({ system: 'sap-workflow' });
    const refused = await send(client, 'sap-workflow', 'list-definitions');
    const { exchanges } = await client.diagnosis.probe({ exchangeId: refused.id, probe: 'list-definitions' });
    expect(exchanges).toHaveLength(1);
    expect(exchanges[0]).toMatchObject({
      probeOf: { exchangeId: refused.id, probe: 'list-definitions' },
      request: { method: 'GET', url: refused.request.url },
    });
    expect(await client.exchanges.get({ id: exchanges[0]?.id ?? '' })).toEqual(exchanges[0]);
  });

  it('offers no probes of its own', async () => {
    const client = await open();
    await client.practice.start({ system: 'sap-workflow' });
    const refused = await send(client, 'sap-workflow', 'list-definitions');
    const { exchanges } = await client.diagnosis.probe({ exchangeId: refused.id, probe: 'without-credentials' });
    expect(exchanges[0]?.report.probes).toEqual([]);
  });

  it('without credentials leaves the login out and is answered 401', async () => {
    const client = await open();
    await client.practice.start({ system: 'sap-workflow' });
    const refused = await send(client, 'sap-workflow', 'list-definitions');
    const { exchanges } = await client.diagnosis.probe({ exchangeId: refused.id, probe: 'without-credentials' });
    expect(exchanges[0]?.response?.status).toBe(401);
    expect(findHeader(exchanges[0]?.request.headers ?? [], 'authorization')).toBeNull();
    expect(exchanges[0]?.connectionId).toBe('practice-sap-workflow');
  });

  it('with a second token brings the scopes that were granted meanwhile', async () => {
    const client = await open();
    await client.practice.start({ system: 'sap-workflow' });
    const refused = await send(client, 'sap-workflow', 'list-definitions');
    await client.practice.updateService({ authorities: ['WORKFLOW_DEFINITION_GET'] });
    const { exchanges } = await client.diagnosis.probe({ exchangeId: refused.id, probe: 'renew-token' });
    expect(exchanges[0]?.response?.status).toBe(200);
    expect(exchanges[0]?.token?.authorities).toContain('WORKFLOW_DEFINITION_GET');
    expect(exchanges[0]?.token?.tag).not.toBe(refused.token?.tag);
  });

  it('asks a list for every status there is, and keeps the rest of the query', async () => {
    const client = await open();
    await client.practice.start({ system: 'sap-workflow' });
    await client.practice.updateService({ authorities: ['WORKFLOW_INSTANCE_GET'] });
    const listed = await send(client, 'sap-workflow', 'list-instances', { path: '?$top=5&status=RUNNING' });
    const { exchanges } = await client.diagnosis.probe({ exchangeId: listed.id, probe: 'every-status' });
    const url = new URL(exchanges[0]?.request.url ?? '');
    expect(url.searchParams.get('status')).toBe('RUNNING,ERRONEOUS,SUSPENDED,CANCELED,COMPLETED');
    expect(url.searchParams.get('$top')).toBe('5');
    expect(exchanges[0]?.response?.status).toBe(200);
  });

  it('asks for the tasks of each human role', async () => {
    const client = await open();
    await client.practice.start({ system: 'process-server' });
    const listed = await send(client, 'process-server', 'get-my-tasks');
    const { exchanges } = await client.diagnosis.probe({ exchangeId: listed.id, probe: 'every-human-role' });
    const roles = exchanges.map(({ request }) => /genericHumanRole>(\w+)</.exec(request.body ?? '')?.[1]);
    expect(roles).toEqual([
      'POTENTIAL_OWNERS',
      'OWNER',
      'ADMINISTRATORS',
      'NOTIFICATION_RECIPIENTS',
      'INITIATOR',
      'STAKEHOLDERS',
    ]);
    expect(new Set(exchanges.map(({ response }) => response?.status))).toEqual(new Set([200]));
  });

  it('asks for the history of the run before', async () => {
    const client = await open();
    await client.practice.start({ system: 'magnus' });
    const started = await send(client, 'magnus', 'run-workflow');
    const second = await send(client, 'magnus', 'run-workflow');
    for (const { id } of [started, second]) {
      const { exchanges } = await client.diagnosis.probe({ exchangeId: id, probe: 'run-history' });
      expect(exchanges[0]?.request.body).toContain('a83270b7');
      expect(exchanges[0]?.response?.status).toBe(200);
    }
  });

  it('checks the signature of the very token the call carried, and of no other', async () => {
    const client = await open();
    await client.practice.start({ system: 'sap-workflow' });
    await client.practice.setSwitch({ system: 'sap-workflow', id: 'token-signature-invalid', isOn: true });
    const refused = await send(client, 'sap-workflow', 'list-definitions');
    const { report } = await client.diagnosis.probe({ exchangeId: refused.id, probe: 'verify-token' });
    expect(report.findings[0]).toMatchObject({ cause: 'token-signature-invalid', confidence: 'certain' });
    await client.tokens.renew({ connectionId: 'practice-sap-workflow' });
    await expect(client.diagnosis.probe({ exchangeId: refused.id, probe: 'verify-token' })).rejects.toMatchObject({
      code: 'PROBE_IMPOSSIBLE',
    });
  });

  it('is refused for an entry without a connection, and for one that does not hold what it needs', async () => {
    const client = await open();
    const { baseUrl } = await client.practice.start({ system: 'sap-workflow' });
    const bare = await client.exchanges.send({
      draft: {
        id: 'd',
        name: 'x',
        connectionId: null,
        operationId: null,
        method: 'GET',
        url: `${baseUrl}/none`,
        headers: [],
        body: '',
        updatedAt: 0,
      },
      renewToken: false,
    });
    await expect(client.diagnosis.probe({ exchangeId: bare.id, probe: 'renew-token' })).rejects.toMatchObject({
      code: 'PROBE_IMPOSSIBLE',
    });
    const refused = await send(client, 'sap-workflow', 'list-definitions');
    await expect(client.diagnosis.probe({ exchangeId: refused.id, probe: 'run-history' })).rejects.toMatchObject({
      code: 'PROBE_IMPOSSIBLE',
    });
  });
});
