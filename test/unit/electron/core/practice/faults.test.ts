import { describe, expect, it } from 'vitest';
import { createFaults, type Fault, switchOf } from '#core/practice/faults.ts';
import { openPractice } from './sap-workflow-core.ts';

const fault = (id: string, group: string): Fault => ({ id, group, name: id, words: '', cause: null });
const all = [fault('closed', 'The way'), fault('slow', 'The way'), fault('expired', 'Token')];

describe('the faults of a practice system', () => {
  it('are off, and one that is turned takes the place of another of its group only', () => {
    const faults = createFaults(all);
    expect(faults.hasAny()).toBe(false);
    faults.turn('closed', true);
    faults.turn('expired', true);
    expect(faults.turn('slow', true).map(({ id }) => id)).toEqual(['slow', 'closed']);
    expect(all.filter(({ id }) => faults.isOn(id)).map(({ id }) => id)).toEqual(['slow', 'expired']);
  });

  it('say which of several is on', () => {
    const faults = createFaults(all);
    expect(faults.firstOn(['closed', 'slow'])).toBeNull();
    faults.turn('slow', true);
    expect(faults.firstOn(['closed', 'slow'])).toBe('slow');
  });

  it('change nothing when they are turned to what they are, or are not known', () => {
    const faults = createFaults(all);
    expect(faults.turn('closed', false)).toEqual([]);
    expect(faults.turn('unheard-of', true)).toEqual([]);
    expect(faults.clear()).toEqual([]);
  });

  it('are all off after clearing, which says what was on', () => {
    const faults = createFaults(all);
    faults.turn('closed', true);
    faults.turn('expired', true);
    expect(faults.clear().map(({ id }) => id)).toEqual(['closed', 'expired']);
    expect(faults.hasAny()).toBe(false);
  });

  it('show a screen what it needs and no more', () => {
    expect(switchOf({ ...fault('expired', 'Token'), endsLogin: true }, true)).toEqual({
      id: 'expired',
      group: 'Token',
      name: 'expired',
      words: '',
      cause: null,
      isOn: true,
    });
  });
});

describe('a practice connection under faults', () => {
  it('gets the faulty address, and its own again when everything is cleared', async () => {
    const { client, connection, turn } = await openPractice();
    const before = await connection();
    await turn('tls-expired', true);
    await turn('token-expired', true);
    const moved = await connection();
    expect(moved.variables.workflow_rest_url).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/workflow-service\/rest$/);
    expect(moved.trust.extraCa).toContain('BEGIN CERTIFICATE');
    expect((await client.practice.status()).baseUrl).toBe(new URL(moved.variables.workflow_rest_url ?? '').origin);

    const { switches } = await client.practice.clearFaults({ system: 'sap-workflow' });
    expect(switches.filter(({ isOn }) => isOn)).toEqual([]);
    const { variables, trust } = await connection();
    expect([variables, trust]).toEqual([before.variables, before.trust]);
  });

  it('keeps an endpoint that was changed by hand', async () => {
    const { client, connection, turn } = await openPractice();
    const { id, variables } = await connection();
    await client.connections.update({ id, variables: { ...variables, workflow_odata_url: 'http://127.0.0.1/mine' } });
    await turn('tls-untrusted', true);
    const moved = (await connection()).variables;
    expect([moved.workflow_odata_url, moved.workflow_rest_url]).toEqual([
      'http://127.0.0.1/mine',
      expect.stringMatching(/^https:/),
    ]);
  });

  it('logs in again as it did before a fault lent it another key', async () => {
    const { client, turn, send } = await openPractice();
    await turn('client-certificate-expired', true);
    expect((await client.practice.status()).login).toBe('x509');
    await turn('client-secret-rejected', true);
    expect((await client.practice.status()).login).toBe('client-secret');
    await turn('client-secret-rejected', false);
    expect((await send('list-tasks')).response?.status).toBe(200);
  });

  it('trusts both authorities when it logs in by certificate at a faulty address', async () => {
    const { client, connection, turn } = await openPractice();
    await client.practice.logInAs({ system: 'sap-workflow', login: 'x509' });
    await turn('tls-host-mismatch', true);
    expect((await connection()).trust.extraCa?.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    await turn('tls-host-mismatch', false);
    expect((await connection()).trust.extraCa?.match(/BEGIN CERTIFICATE/g)).toHaveLength(1);
  });

  it('is not made by clearing what does not run', async () => {
    const { client } = await openPractice();
    expect(await client.practice.clearFaults({ system: 'magnus' })).toMatchObject({
      isRunning: false,
      connectionId: null,
    });
  });
});
