import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';
import { describe, expect, it } from 'vitest';
import { operations, practiceIds } from '#shared/systems/magnus/operations.ts';
import { runBody } from '#shared/systems/magnus/run-request.ts';
import { startMagnus } from './magnus-client.ts';

const { l } = practiceIds;
const otherKey = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey;

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('the assertion check of Magnus', () => {
  it('takes a jwt signed with the key file, pretty-printed, with claims of its own and a clock that is a little off', async () => {
    const { sign, post, seconds } = await startMagnus();
    const jwts = [
      await sign(),
      await sign({ aud: 'https://www.googleapis.com/oauth2/v4/token', scope: 'x' }, { kid: 'any' }),
      await sign({ iat: seconds() + 30 }),
      await sign({ iat: seconds() - 3629, exp: seconds() - 29 }),
    ];
    for (const jwt of jwts) expect((await post({ jwt, ...runBody({ l, queue: true }) })).status).toBe(200);
  });

  it.each([
    ['no jwt', undefined, 'The request carries no jwt.'],
    ['something else', 'nonsense', 'The jwt is not made of three base64url parts without padding.'],
    ['padding', 'YQ==.YQ==.YQ==', 'The jwt is not made of three base64url parts without padding.'],
    ['no JSON', 'YQ.YQ.YQ', 'The header or the claim set of the jwt is not JSON.'],
    [
      'no algorithm',
      `${part({ alg: 'none', typ: 'JWT' })}.${part({})}.YQ`,
      'The jwt is not signed with RS256, the only algorithm accepted.',
    ],
  ])('refuses %s', async (_name, jwt, message) => {
    const { post } = await startMagnus();
    const answer = await post({ jwt, ...runBody({ l }) });
    expect(answer).toEqual({ status: 400, body: { status: 'failed', error: { reason: 'invalid', message } } });
  });

  it.each([
    [{}, { alg: 'PS256' }, 'The jwt is not signed with RS256, the only algorithm accepted.'],
    [{}, { typ: undefined }, "The header of the jwt lacks the type 'JWT'."],
    [{ iss: 'me@example.com' }, {}, 'The claim iss is not the e-mail address of a service account.'],
    [{ iss: 'a@b.iam.gserviceaccount.com' }, {}, 'The service account of the claim iss is not registered.'],
    [{ iat: undefined }, {}, 'The claim iat is not a time in seconds since 1970.'],
    [{ exp: 1_794_222_000_000 }, {}, 'The claim exp is not a time in seconds since 1970.'],
    [{ iat: 1_794_218_400, exp: 1_794_218_400 }, {}, 'The claim exp is not later than iat.'],
    [{ iat: 1_794_218_400, exp: 1_794_222_001 }, {}, 'The claim exp is more than one hour later than iat.'],
    [{ iat: 1_794_218_431 }, {}, 'The claim iat is in the future.'],
    [{ iat: 1_794_214_000, exp: 1_794_217_000 }, {}, 'The jwt has expired.'],
  ])('refuses %j under %j', async (claims, header, message) => {
    const { sign, post } = await startMagnus();
    const answer = await post({ jwt: await sign(claims, header), ...runBody({ l }) });
    expect([answer.status, answer.body.error]).toEqual([400, { reason: 'invalid', message }]);
  });

  it('refuses another key, and a claim changed after signing', async () => {
    const { sign, post, key } = await startMagnus();
    const [header, , signature] = (await sign()).split('.');
    const changed = part({ iss: key.client_email, iat: 1_794_218_401, exp: 1_794_222_000 });
    for (const jwt of [await sign({}, {}, otherKey), `${header}.${changed}.${signature}`]) {
      const answer = await post({ jwt, ...runBody({ l }) });
      expect(answer.body.error?.message).toContain('signature');
    }
  });
});

describe('running a workflow', () => {
  it('answers with the two ids by which the run is found, until it is done', async () => {
    const { run, history, advance, key } = await startMagnus();
    const started = await run({ l, parameters: [{ name: 'var_price', value: 100 }] });
    expect(started).toEqual({
      status: 200,
      body: { status: 'ok', result: { workflowId: practiceIds.workflowId, historyId: expect.stringMatching(/^\d+$/) } },
    });
    const ids = [started.body.result?.workflowId, started.body.result?.historyId].map(String) as [string, string];
    expect((await history(...ids)).body.result?.history).toEqual({
      historyId: ids[1],
      workflowId: ids[0],
      runReason: 'remote',
      workflowOwners: ['owner@practice.example'],
      startTime: Date.parse('2026-11-09T10:00:00Z'),
      status: { state: 'running' },
    });
    advance(4_000);
    expect((await history(...ids)).body.result?.history).toMatchObject({
      endTime: Date.parse('2026-11-09T10:00:04Z'),
      status: { state: 'success' },
    });
    expect(key.client_email).toMatch(/\.gserviceaccount\.com$/);
  });

  it('says ok to a start that fails later, and only the history tells', async () => {
    const { run, history, advance } = await startMagnus();
    const { body } = await run({ l, parameters: [{ name: 'var_price', value: 'much' }] });
    advance(4_000);
    const found = await history(String(body.result?.workflowId), String(body.result?.historyId));
    expect(found.body.result?.history).toMatchObject({
      status: { state: 'failed', error: { reason: 'invalid', message: 'The parameter var_price is not a number.' } },
    });
  });

  it('lets one instance run at a time, and several when they are queued', async () => {
    const { run, advance } = await startMagnus();
    const outcomes = [await run({ l }), await run({ l }), await run({ l, queue: false })];
    expect(outcomes.map(({ status }) => status)).toEqual([200, 400, 400]);
    expect(outcomes[1]?.body.error?.reason).toBe('invalid');
    expect((await run({ l, queue: true })).status).toBe(200);
    expect((await run({ l, queue: true })).status).toBe(200);
    advance(4_000);
    expect((await run({ l })).status).toBe(200);
  });

  it.each([
    [{ l: 'elsewhere' }, 404, 'notFound'],
    [{ l: practiceIds.workflowId }, 404, 'notFound'],
    [{ l: 'UGF5cm9sbA' }, 403, 'accessDenied'],
    [{ l: 'TW9udGhFbmQ' }, 403, 'accessDenied'],
    [{ l, parameters: [{ name: 'Var_price', value: 1 }] }, 400, 'invalid'],
    [{ l, parameters: [{ name: 'var_region', value: 'EU' }] }, 400, 'invalid'],
  ])('%j is met with %i %s', async (request, status, reason) => {
    const { run } = await startMagnus();
    const answer = await run(request);
    expect([answer.status, answer.body.status, answer.body.error?.reason]).toEqual([status, 'failed', reason]);
  });

  it('takes null for an empty text', async () => {
    const { run } = await startMagnus();
    expect((await run({ l, parameters: [{ name: 'var_product', value: null }] })).status).toBe(200);
  });

  it('takes every ready draft as it stands, but for those of an administrator', async () => {
    const { sign, post, advance } = await startMagnus();
    const statuses: [string, number][] = [];
    for (const { id, bodyTemplate } of operations) {
      statuses.push([id, (await post({ jwt: await sign(), ...JSON.parse(bodyTemplate) })).status]);
      advance(4_000);
    }
    expect(statuses).toEqual([
      ['run-workflow', 200],
      ['run-workflow-v2', 200],
      ['get-history', 200],
      ['lock-workflows', 403],
      ['unlock-workflows', 403],
    ]);
  });

  it('forgets a run after a hundred days, and never knew the ids of another', async () => {
    const { history, advance } = await startMagnus();
    const { workflowId, historyId } = practiceIds;
    expect((await history('5066549580791808', historyId)).status).toBe(404);
    advance(99 * 86_400_000);
    expect((await history(workflowId, historyId)).status).toBe(200);
    advance(1);
    expect((await history(workflowId, historyId)).status).toBe(404);
  });

  it('fails in the backend while that is switched on, but only for a call that is right', async () => {
    const { practice, run, post } = await startMagnus();
    practice.faults.turn('backend-down', true);
    expect(await run({ l })).toMatchObject({ status: 500, body: { error: { reason: 'backendError' } } });
    expect((await post({})).status).toBe(400);
    practice.faults.turn('backend-down', false);
    expect((await run({ l })).status).toBe(200);
  });

  it('refuses what is larger than 32 MB, what is no JSON, and any other address', async () => {
    const { practice, post, sign } = await startMagnus();
    const fill = (bytes: number) => post(`{"jwt":"","fill":"${'x'.repeat(bytes)}"}`);
    expect((await fill(32 * 1024 * 1024)).body.error?.message).toContain('32 MB');
    expect((await fill(31 * 1024 * 1024)).body.error?.message).toContain('no jwt');
    expect((await post('{"jwt":')).body.error?.reason).toBe('invalid');
    expect((await post({ jwt: await sign(), c: '713aa58d' })).body.error?.message).toContain(
      'configuration.runWorkflow',
    );
    for (const [method, path] of [
      ['GET', '/remote'],
      ['POST', '/'],
    ] as const) {
      expect((await fetch(`${practice.baseUrl}${path}`, { method })).status).toBe(404);
    }
  });
});

describe('the key of the service account', () => {
  it('is the same in the JSON file and in the .p12', async () => {
    const { practice, key } = await startMagnus();
    const der = forge.util.createBuffer(Buffer.from(practice.pkcs12()).toString('binary'));
    const file = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(der), 'notasecret');
    const type = forge.pki.oids.pkcs8ShroudedKeyBag as string;
    const inside = file.getBags({ bagType: type })[type]?.[0]?.key;
    const publicOf = (pem: string) => createPublicKey(pem).export({ type: 'spki', format: 'pem' });
    expect(publicOf(forge.pki.privateKeyToPem(inside as forge.pki.rsa.PrivateKey))).toBe(publicOf(key.private_key));
    expect(key).toMatchObject({ type: 'service_account', private_key_id: expect.stringMatching(/^[0-9a-f]{40}$/) });
  });

  it('is another on every start, of the same account', async () => {
    const [first, second] = await Promise.all([startMagnus(), startMagnus()]);
    expect(first.key.private_key).not.toBe(second.key.private_key);
    expect(first.key.client_email).toBe(second.key.client_email);
  });
});
