import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startMagnusPractice } from '#core/practice/magnus.ts';
import { startProcessServerPractice } from '#core/practice/process-server.ts';
import { startSapWorkflowPractice } from '#core/practice/sap-workflow.ts';
import type { Connection } from '#shared/model/connection.ts';
import type { Credential } from '#shared/model/credential.ts';
import { exampleConnection } from '../exchange/exchange-bench.ts';
import { connectionTo, evidenceOf, openDoctorHouse, statesOf, stepOf } from './doctor-house.ts';

const clock = { now: Date.now };

async function magnus() {
  const practice = await startMagnusPractice({ clock });
  onTestFinished(() => practice.stop());
  const credential: Credential = {
    kind: 'assertion',
    algorithm: 'RS256',
    keyId: '',
    issuer: practice.clientEmail,
    subject: '',
    audience: '',
    lifetimeSeconds: 3_600,
    backDateSeconds: 0,
    extraClaims: '',
    placement: { in: 'body-property', property: 'jwt' },
  };
  const changes: Partial<Connection> = { system: 'magnus', credential, variables: { magnus_url: practice.baseUrl } };
  return { connection: connectionTo('', changes), pem: JSON.parse(practice.keyFile()).private_key as string };
}

async function processServer(index: number) {
  const practice = await startProcessServerPractice({ clock });
  onTestFinished(() => practice.stop());
  const user = practice.users[index];
  if (user === undefined) throw new Error('there is no such user');
  const changes: Partial<Connection> = {
    system: 'process-server',
    credential: { kind: 'basic', username: user.name, keepsSession: false },
    variables: { process_server_url: practice.engineUrl },
  };
  return { connection: connectionTo('', changes), password: user.password };
}

describe('the doctor logs in', () => {
  it('to Magnus with an assertion, and takes “no such run” for what it is', async () => {
    const house = await openDoctorHouse();
    const { connection, pem } = await magnus();
    const report = await house.examine(connection, { kind: 'private-key', pem });
    expect(statesOf(report)).toBe('skipped passed skipped skipped passed passed');
    expect(evidenceOf(report, 'login')).toMatch(
      /^an assertion was signed with RS256, for 1 h\nit goes into the body as `jwt`/,
    );
    expect(evidenceOf(report, 'call')).toContain('Magnus took the login, and knows no such run');
  });

  it('to Magnus with a key nobody registered, and stops at the call', async () => {
    const house = await openDoctorHouse();
    const { connection } = await magnus();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const report = await house.examine(connection, { kind: 'private-key', pem });
    expect(statesOf(report)).toBe('skipped passed skipped skipped passed failed');
    expect(stepOf(report, 'call').cause).not.toBe('');
    expect(stepOf(report, 'call').mends).not.toEqual([]);
  });

  it('to the Process Server with Basic, and asks for one task', async () => {
    const house = await openDoctorHouse();
    const { connection, password } = await processServer(0);
    const report = await house.examine(connection, { kind: 'password', value: password });
    expect(statesOf(report)).toBe('skipped passed skipped skipped passed passed');
    expect(evidenceOf(report, 'call')).toContain('the service listed tasks');
    const call = await house.bench.history.get(stepOf(report, 'call').exchangeId ?? '');
    expect(call?.request.body).toContain('<htdt:maxTasks>1</htdt:maxTasks>');
    expect(JSON.stringify(report)).not.toContain(password);
  });

  it.each([
    ['a wrong password', 0, 'not the password'],
    ['a user without the role', 3, null],
  ])('to the Process Server with %s, and stops at the call', async (_words, index, wrong) => {
    const house = await openDoctorHouse();
    const { connection, password } = await processServer(index);
    const report = await house.examine(connection, { kind: 'password', value: wrong ?? password });
    expect(statesOf(report)).toBe('skipped passed skipped skipped passed failed');
    expect(stepOf(report, 'call').cause).not.toBe('');
  });

  it('to the SAP practice system by certificate', async () => {
    const house = await openDoctorHouse();
    const practice = await startSapWorkflowPractice({ clock });
    onTestFinished(() => practice.stop());
    practice.updateService(['WORKFLOW_DEFINITION_GET']);
    const { uaa, endpoints } = JSON.parse(await practice.x509ServiceKey());
    const extraCa = await practice.caCertificate();
    const connection = exampleConnection(
      { tokenUrl: `${uaa.certurl}/oauth/token`, clientId: uaa.clientid, secretKind: 'x509' },
      {
        variables: { workflow_rest_url: endpoints.workflow_rest_url },
        trust: { extraCa, pinnedFingerprint: null },
      },
    );
    const secret = { kind: 'x509' as const, certificate: uaa.certificate, key: uaa.key };
    expect(statesOf(await house.examine(connection, secret))).toBe('skipped passed skipped skipped passed passed');
    const untrusted = { ...connection, trust: { extraCa: null, pinnedFingerprint: null } };
    const report = await house.examine(untrusted, secret);
    expect(statesOf(report)).toBe('skipped passed skipped skipped failed not-reached');
    expect(stepOf(report, 'login').cause).toMatch(/comes from an issuer this machine does not trust: /);
    expect(stepOf(report, 'login').exchangeId).not.toBeNull();
  });

  it.each([
    ['a bearer token', { kind: 'bearer' }, { kind: 'bearer-token', value: 'canary-token' }, 'the token is there'],
    [
      'an API key',
      { kind: 'api-key', in: 'header', name: 'X-Api-Key' },
      { kind: 'api-key', value: 'canary-key' },
      'the key is there, and goes with every call as the header `X-Api-Key`',
    ],
  ] as const)('with %s', async (_words, credential, secret, words) => {
    const house = await openDoctorHouse();
    const url = await house.bench.serve((request, response) => {
      const { authorization, 'x-api-key': key } = request.headers;
      response.writeHead(authorization === 'Bearer canary-token' || key === 'canary-key' ? 200 : 401).end();
    });
    const report = await house.examine(connectionTo(url, { credential }), secret);
    expect(statesOf(report)).toBe('skipped passed skipped skipped passed passed');
    expect(evidenceOf(report, 'login')).toContain(words);
    expect(JSON.stringify(report)).not.toContain('canary');
  });

  it('with a secret of another kind, and says so', async () => {
    const house = await openDoctorHouse();
    const url = await house.bench.serve((_request, response) => response.end());
    const report = await house.examine(connectionTo(url, { credential: { kind: 'bearer' } }), {
      kind: 'password',
      value: 'canary-password',
    });
    expect(stepOf(report, 'login')).toMatchObject({
      state: 'failed',
      mends: [{ action: { kind: 'open-connection' } }],
    });
  });
});
