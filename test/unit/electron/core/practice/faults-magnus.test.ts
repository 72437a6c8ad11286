import { importPKCS8, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { magnusFaults } from '#core/practice/magnus/magnus-faults.ts';
import { wayFaults } from '#core/practice/practice-way.ts';
import { practiceIds } from '#shared/systems/magnus/operations.ts';
import { historyBody, lockBody, type RunRequest, runBody } from '#shared/systems/magnus/run-request.ts';
import { first, openPractice, type PracticeInCore } from './practice-in-core.ts';

const { l, workflowId, historyId } = practiceIds;
const run = (changes: Partial<RunRequest> = {}) => JSON.stringify(runBody({ l, queue: true, ...changes }));

let magnus: PracticeInCore;
beforeAll(async () => {
  magnus = await openPractice('magnus');
});
afterEach(() => magnus.putBack());
afterAll(() => magnus.test.dispose());

/** The queued start, which nothing but a fault stands against. */
const start = (body = run()) => magnus.send('run-workflow-v2', { body });

async function expectItWorks(): Promise<void> {
  const { failure, response } = await start();
  expect([failure, response?.status]).toEqual([null, 200]);
}

describe('a switch of the way', () => {
  it.each(wayFaults)('$id is found, until it is turned off', async ({ id, cause }) => {
    await magnus.turn(id, true);
    const { report } = await start();
    expect(report.findings[0]?.cause).toBe(cause);
    await magnus.turn(id, false);
    await expectItWorks();
  });
});

describe('a switch of Magnus', () => {
  it.each([
    ['account-removed', 'likely issuer-not-registered'],
    ['key-replaced', 'likely token-signature-invalid'],
    ['clock-behind', 'certain clock-skew'],
    ['invalid-unexplained', 'possible remote-invalid'],
    ['workflow-removed', 'certain workflow-not-found'],
    ['delegate-removed', 'certain permission-missing'],
    ['parameters-renamed', 'likely parameter-name-case'],
    ['backend-down', 'certain backend-error'],
  ])('%s is found as %s, until it is turned off', async (id, found) => {
    await magnus.turn(id, true);
    const { report } = await magnus.send('run-workflow-v2');
    expect(first(report)).toBe(found);
    expect(causeOf(id)).toBe(report.findings[0]?.cause);
    await magnus.turn(id, false);
    await expectItWorks();
  });

  it('runs-fail shows in the history of a run whose start was ok', async () => {
    await magnus.turn('runs-fail', true);
    expect((await start()).response?.status).toBe(200);
    expect(first((await magnus.send('get-history')).report)).toBe(`certain ${causeOf('runs-fail')}`);
    await magnus.turn('runs-fail', false);
    expect((await magnus.send('get-history')).report.findings).toEqual([]);
  });

  it('runs-long lets a second start by v1 meet the first, which is the proof', async () => {
    await magnus.turn('runs-long', true);
    expect((await start()).response?.status).toBe(200);
    const second = await magnus.send('run-workflow');
    expect(first(second.report)).toBe(`likely ${causeOf('runs-long')}`);
    expect(first(await magnus.client.diagnosis.explain({ id: second.id }))).toBe('certain already-running');
    await magnus.turn('runs-long', false);
    await expectItWorks();
  });

  it('is one of ten', () => {
    expect(magnusFaults).toHaveLength(wayFaults.length + 10);
  });
});

function causeOf(id: string): string | null | undefined {
  return magnusFaults.find((fault) => fault.id === id)?.cause;
}

describe('a credential that signs otherwise', () => {
  it.each([
    ['certain assertion-missing', { kind: 'none' }],
    ['certain assertion-expired', { backDateSeconds: 3_600, lifetimeSeconds: 60 }],
    ['certain assertion-lifetime-too-long', { lifetimeSeconds: 7_200 }],
    ['certain algorithm-not-rs256', { algorithm: 'PS256' }],
    ['certain issuer-not-service-account', { issuer: 'runner@practice.example' }],
    ['likely issuer-not-registered', { issuer: 'other@practice.iam.gserviceaccount.com' }],
  ])('is %s: %j', async (found, credential) => {
    await magnus.change(credential);
    expect(first((await start()).report)).toBe(found);
  });
});

// Magnus says that there is no `jwt`, and those words are not yet taken to fit one in the header.
it('an assertion in the header is certain assertion-in-header', async () => {
  await magnus.change({ placement: { in: 'authorization-header' } });
  expect(first((await start()).report)).toBe('certain assertion-in-header');
});

describe('an assertion that was signed elsewhere', () => {
  const signed = async (times: { iat: number; exp: number }) => {
    await magnus.client.practice.saveServiceKey({ system: 'magnus', file: 'json-key' });
    const key = JSON.parse(new TextDecoder().decode(magnus.test.saved.at(-1)?.bytes));
    return new SignJWT({ iss: key.client_email, ...times })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
      .sign(await importPKCS8(key.private_key, 'RS256'));
  };

  it('in milliseconds is told what seconds are', async () => {
    const jwt = await signed({ iat: Date.now(), exp: Date.now() + 3_600_000 });
    await magnus.change({ kind: 'none' });
    const { report } = await start(JSON.stringify({ jwt, ...runBody({ l }) }));
    expect(first(report)).toBe('certain assertion-seconds-expected');
  });
});

describe('a body that is not what Magnus wants', () => {
  const parameter = (name: string) => run({ parameters: [{ name, value: 'Camera' }] });

  it.each([
    ['certain command-wrong', '{"c":"713aa58e","configuration":{"runWorkflow":{"l":"x"}}}'],
    ['certain command-wrong', JSON.stringify({ ...historyBody(workflowId, historyId), c: '713aa58d' })],
    ['certain workflow-id-missing', run({ l: '' })],
    ['certain workflow-id-missing', JSON.stringify(historyBody(workflowId, ''))],
    ['certain workflow-not-found', run({ l: workflowId })],
    ['certain workflow-not-found', JSON.stringify(historyBody(workflowId, '1'))],
    ['certain permission-missing', run({ l: 'UGF5cm9sbA' })],
    ['certain permission-missing', run({ l: 'TW9udGhFbmQ' })],
    ['certain permission-missing', JSON.stringify(lockBody('lock', [workflowId], 'x'))],
    ['likely parameter-name-case', parameter('Var_product')],
    ['likely payload-invalid', parameter('var_region')],
  ])('is %s: %s', async (found, body) => {
    expect(first((await start(body)).report)).toBe(found);
    await expectItWorks();
  });

  it('is certain body-too-large beyond 32 MB', async () => {
    const body = run({ parameters: [{ name: 'var_product', value: 'x'.repeat(32 * 1024 * 1024) }] });
    expect(first((await start(body)).report)).toBe('certain body-too-large');
  });
});

it('a run that fails over what it was given says so in its history, which explains its start as well', async () => {
  const started = await start(run({ parameters: [{ name: 'var_price', value: 'much' }] }));
  expect([started.response?.status, started.report.findings]).toEqual([200, []]);
  const answer = await magnus.test.core.readBody(started.id, 0, 1_000);
  const { result } = JSON.parse(new TextDecoder().decode(answer?.bytes));
  const body = JSON.stringify(historyBody(result.workflowId, result.historyId));
  const ask = async () => first((await magnus.send('get-history', { body })).report);
  await vi.waitFor(async () => expect(await ask()).toBe('likely backend-error'), { timeout: 8_000, interval: 500 });
  expect(first(await magnus.client.diagnosis.explain({ id: started.id }))).toBe('likely backend-error');
}, 10_000);
