import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSapWorkflowPractice } from '#core/practice/sap-workflow.ts';
import type { Secret } from '#core/store/secret.ts';
import type { Connection } from '#shared/model/connection.ts';
import { startSlowServer } from '../../../../support/slow-server.ts';
import { exampleConnection } from '../exchange/exchange-bench.ts';
import { connectionTo, evidenceOf, openDoctorHouse, statesOf, stepOf } from './doctor-house.ts';

type Key = { uaa: { url: string; clientid: string; clientsecret: string }; endpoints: { workflow_rest_url: string } };

async function practise(): Promise<{ connection: Connection; secret: Secret; grant(authorities: string[]): void }> {
  const practice = await startSapWorkflowPractice({ clock: { now: Date.now } });
  onTestFinished(() => practice.stop());
  const { uaa, endpoints }: Key = JSON.parse(practice.serviceKey());
  const connection = exampleConnection(
    { tokenUrl: `${uaa.url}/oauth/token`, clientId: uaa.clientid },
    { variables: { workflow_rest_url: endpoints.workflow_rest_url } },
  );
  return {
    connection,
    secret: { kind: 'client-secret', value: uaa.clientsecret },
    grant: practice.updateService,
  };
}

describe('the doctor, where all is well', () => {
  it('goes all the way through the SAP practice system', async () => {
    const house = await openDoctorHouse();
    const { connection, secret, grant } = await practise();
    grant(['WORKFLOW_DEFINITION_GET']);
    const report = await house.examine(connection, secret);
    expect(statesOf(report)).toBe('skipped passed skipped skipped passed passed');
    expect(report.target).toBe(new URL(connection.variables.workflow_rest_url ?? '').host);
    expect(evidenceOf(report, 'lookup')).toBe('`127.0.0.1` is an address. There is nothing to look up.');
    expect(evidenceOf(report, 'connect')).toMatch(/^`127\.0\.0\.1` port \d+ answered$/);
    expect(evidenceOf(report, 'proxy')).toMatch(/^No proxy\. It is this machine itself/);
    expect(evidenceOf(report, 'tls')).toMatch(/^Plain HTTP, without TLS\. It never leaves this machine\.$/);
    expect(evidenceOf(report, 'login')).toMatch(/^asked `127\.0\.0\.1:\d+`\ntoken [0-9a-f]{4}: .* left, \d+ scopes$/);
    expect(evidenceOf(report, 'call')).toMatch(/\/v1\/workflow-definitions`\nstatus 200\nthe service listed/);
    for (const id of ['connect', 'login', 'call'] as const) expect(stepOf(report, id).tookMs).not.toBeNull();
  });

  it('links the two calls it makes, and makes no other', async () => {
    const house = await openDoctorHouse();
    const { connection, secret, grant } = await practise();
    grant(['WORKFLOW_DEFINITION_GET']);
    const report = await house.examine(connection, secret);
    const { history } = house.bench;
    expect(await history.get(stepOf(report, 'login').exchangeId ?? '')).toMatchObject({ kind: 'token' });
    expect(await history.get(stepOf(report, 'call').exchangeId ?? '')).toMatchObject({
      kind: 'call',
      operationId: 'list-definitions',
      request: { method: 'GET' },
    });
    const { entries } = await history.list({ search: '', cursor: null, limit: 10 });
    expect(entries.map(({ kind }) => kind).toSorted()).toEqual(['call', 'token']);
  });

  it('fetches a new token even when one is at hand, as that is what it is asked about', async () => {
    const house = await openDoctorHouse();
    const { connection, secret, grant } = await practise();
    grant(['WORKFLOW_DEFINITION_GET']);
    await house.examine(connection, secret);
    const again = await house.examine(connection, { kind: 'client-secret', value: 'no longer the secret' });
    expect(statesOf(again)).toBe('skipped passed skipped skipped failed not-reached');
  });

  it('knows every address of a name, and which of them answered', async () => {
    const house = await openDoctorHouse();
    const url = await house.bench.serve((_request, response) => response.end());
    const report = await house.examine(connectionTo(url.replace('127.0.0.1', 'localhost')));
    expect(statesOf(report)).toBe('passed passed skipped skipped skipped passed');
    expect(evidenceOf(report, 'lookup')).toContain('IPv4 `127.0.0.1`');
    expect(evidenceOf(report, 'connect')).toContain('`127.0.0.1` port');
    expect(evidenceOf(report, 'login')).toBe('This connection logs in with nothing.');
  });

  it.each([
    [404, 'passed'],
    [405, 'passed'],
    [302, 'passed'],
    [401, 'failed'],
    [403, 'failed'],
    [503, 'failed'],
  ])('takes %i from the base address of any service for %s', async (status, state) => {
    const house = await openDoctorHouse();
    const asked: string[] = [];
    const url = await house.bench.serve((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.writeHead(status).end();
    });
    const report = await house.examine(connectionTo(`${url}/base`));
    expect(stepOf(report, 'call').state).toBe(state);
    expect(asked).toEqual(['HEAD /base']);
  });
});

describe('the doctor stops at', () => {
  it('an address that is none', async () => {
    const house = await openDoctorHouse();
    for (const url of ['', 'ftp://service.test', 'no address']) {
      const report = await house.examine(connectionTo(url, { name: 'Acme' }));
      expect(statesOf(report)).toBe('failed not-reached not-reached not-reached not-reached not-reached');
      expect(stepOf(report, 'lookup')).toMatchObject({
        cause: 'This connection does not say where the service is: `{{base_url}}` is no address.',
        mends: [{ action: { kind: 'open-connection' } }],
      });
    }
  });

  it('a name nobody knows', async () => {
    const house = await openDoctorHouse();
    const report = await house.examine(connectionTo('https://service.invalid/x'));
    expect(statesOf(report)).toBe('failed not-reached not-reached not-reached not-reached not-reached');
    expect(stepOf(report, 'lookup').cause).toMatch(
      /^No address is known for `service\.invalid`|could not be looked up/,
    );
    expect(stepOf(report, 'lookup').mends).not.toEqual([]);
  });

  it('a port that refuses', async () => {
    const house = await openDoctorHouse();
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    await new Promise((closed) => server.close(closed));
    const report = await house.examine(connectionTo(`http://localhost:${port}`));
    expect(statesOf(report)).toBe('passed failed not-reached not-reached not-reached not-reached');
    expect(stepOf(report, 'connect').cause).toMatch(/^Nothing accepts connections at `localhost:\d+`: /);
    expect(evidenceOf(report, 'connect')).toContain(`tried 127.0.0.1 port ${port}`);
    expect(stepOf(report, 'connect').mends).toHaveLength(1);
  });

  it('a login that is refused, and shows the call', async () => {
    const house = await openDoctorHouse();
    const { connection } = await practise();
    const secret = 'not-the-right-secret-canary';
    const report = await house.examine(connection, { kind: 'client-secret', value: secret });
    expect(statesOf(report)).toBe('skipped passed skipped skipped failed not-reached');
    const { cause, mends, exchangeId } = stepOf(report, 'login');
    expect(cause).toMatch(/^The token endpoint does not accept/);
    expect(mends.length).toBeGreaterThan(0);
    expect(await house.bench.history.get(exchangeId ?? '')).toMatchObject({ kind: 'token', response: { status: 401 } });
    expect(JSON.stringify(report)).not.toContain(secret);
  });

  it('a secret that is not there', async () => {
    const house = await openDoctorHouse();
    const { connection } = await practise();
    const report = await house.examine(connection);
    expect(stepOf(report, 'login')).toMatchObject({
      state: 'failed',
      cause: 'The secret of this connection has to be given again.',
      mends: [{ action: { kind: 'open-connection' } }],
      exchangeId: null,
    });
  });

  it('an authority that is missing, with the mend that grants it', async () => {
    const house = await openDoctorHouse();
    const { connection, secret } = await practise();
    const report = await house.examine(connection, secret);
    expect(statesOf(report)).toBe('skipped passed skipped skipped passed failed');
    const { cause, mends, exchangeId } = stepOf(report, 'call');
    expect(cause).toContain('WORKFLOW_DEFINITION_GET');
    expect(mends.map(({ action }) => action?.kind)).toContain('grant-authorities');
    expect(exchangeId).not.toBeNull();
  });

  it('a service that never answers, when the time for the whole check is up', async () => {
    const house = await openDoctorHouse();
    house.settings({ deadlineMs: 1_000 });
    const slow = await startSlowServer();
    onTestFinished(async () => void (await slow.stop()));
    const startedAt = Date.now();
    const report = await house.examine(connectionTo(slow.url));
    expect(Date.now() - startedAt).toBeLessThan(2_000);
    expect(stepOf(report, 'call')).toMatchObject({
      state: 'failed',
      cause: 'The service did not answer before the deadline of 1 s for the whole check.',
    });
  });

  it('once it is told to', async () => {
    const house = await openDoctorHouse();
    const slow = await startSlowServer();
    onTestFinished(async () => void (await slow.stop()));
    const stopping = new AbortController();
    void slow.reached.then(() => stopping.abort());
    const report = await house.examine(connectionTo(slow.url), null, stopping.signal);
    expect(stepOf(report, 'call')).toMatchObject({ state: 'failed' });
    expect(stepOf(report, 'call').cause).toMatch(/cancelled/);
    const before = await house.examine(connectionTo('http://localhost:1'), null, AbortSignal.abort());
    expect(statesOf(before)).toBe('failed not-reached not-reached not-reached not-reached not-reached');
  });
});
