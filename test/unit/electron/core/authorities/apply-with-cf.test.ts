import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Failure } from '#core/failure.ts';
import { type CfScript, cf7, cf8 } from '../../../../support/fake-cf.ts';
import { applied, connection, tokenWith, wanted, works8 } from './cf-house.ts';

const instanceId = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

describe('an update that works', () => {
  it('with cf 8: target, instance, file, update, wait, new token, compared', async () => {
    const { events, cf, waits, last, commands } = await applied(works8);
    expect(cf?.calls().map(([verb]) => verb)).toEqual([
      'target',
      'services',
      'update-service',
      'service',
      'service',
      'service',
    ]);
    expect(commands[0]).toBe('cf target');
    expect(commands[2]).toMatch(/^cf update-service 'wf dev' -c \S+authorities\.json$/);
    expect(events).toContainEqual({ kind: 'line', stream: 'stdout', text: 'OK' });
    expect(events).toContainEqual({ kind: 'token-renewed', authorities: wanted });
    expect(last).toEqual({ kind: 'done', missing: [], words: 'The new token carries the whole list.' });
    expect(waits).toEqual([3_000, 3_000, 3_000]);
  });

  it('the parameters lie in a file only this user can read, and are gone afterwards', async () => {
    const { cf } = await applied(works8, {}, { otherMembers: { defaultCollectionQueryFilter: 'own' } });
    const { text, mode, path } = cf?.parameters() ?? { text: '', mode: 0, path: '' };
    expect(JSON.parse(text)).toEqual({ authorities: wanted, defaultCollectionQueryFilter: 'own' });
    expect(mode).toBe(0o600);
    expect(existsSync(path)).toBe(false);
  });

  it('with cf 7 and its other words', async () => {
    const { last } = await applied({
      target: cf7.target,
      services: cf7.services,
      'update-service': { out: `Updating service instance wf dev as ada@example.test...\nOK\n\n${cf8.inProgress.out}` },
      'service wf dev': [cf7.service('update in progress'), cf7.service('update succeeded')],
    });
    expect(last).toMatchObject({ kind: 'done', missing: [] });
  });

  it('when the broker is done at once nothing is waited for', async () => {
    const { waits, last } = await applied({ ...works8, 'update-service': cf8.complete });
    expect(waits).toEqual([]);
    expect(last).toMatchObject({ kind: 'done' });
  });

  it('without a name it takes the only workflow instance of the space', async () => {
    const { cf } = await applied(works8, {}, { instance: null });
    expect(cf?.calls()[2]?.slice(0, 2)).toEqual(['update-service', 'wf dev']);
  });

  it('a token service that lags is asked again', async () => {
    const tokens = [['TASK_GET'], ['MESSAGE_SEND'], wanted];
    const { events, waits, last } = await applied(
      { ...works8, 'update-service': cf8.complete },
      { renew: async () => tokenWith(tokens.shift() ?? []) },
    );
    expect(waits).toEqual([2_000, 5_000]);
    expect(events.filter(({ kind }) => kind === 'token-renewed')).toHaveLength(3);
    expect(last).toMatchObject({ kind: 'done', missing: [] });
  });

  it('what never arrives is named', async () => {
    const renew = async () => tokenWith(['MESSAGE_SEND']);
    const { last } = await applied({ ...works8, 'update-service': cf8.complete }, { renew });
    expect(last).toMatchObject({ kind: 'done', missing: ['WORKFLOW_INSTANCE_START'] });
  });
});

describe('what goes wrong is said in words, with a mend', () => {
  const failed = (text: string, exit = 1) => ({ out: 'FAILED\n', err: text, exit });
  it.each<[string, CfScript | null, RegExp, RegExp]>([
    ['no cf', null, /no cf program/, /Install the cf CLI/],
    [
      'logged out',
      { target: failed("Not logged in. Use 'cf login' or 'cf login --sso' to log in.\n") },
      /not logged in/,
      /cf login/,
    ],
    [
      'no endpoint',
      { target: failed("No API endpoint set. Use 'cf login' or 'cf api' to target an endpoint.\n") },
      /no API endpoint/,
      /cf login -a/,
    ],
    [
      'login expired',
      {
        target: cf8.target,
        services: failed(
          'The token expired, was revoked, or the token ID is incorrect. Please log back in to re-authenticate.\n',
        ),
      },
      /expired/,
      /cf login/,
    ],
    [
      'no space',
      {
        target: {
          out: `${cf8.target.out.split('org:')[0]}No org or space targeted, use 'cf target -o ORG -s SPACE'\n`,
        },
      },
      /no org and space/,
      /cf target -o/,
    ],
    [
      'another space',
      { ...works8, services: { out: 'Getting service instances…\n\nNo service instances found.\n' } },
      /org Acme, space dev/,
      /cf target -o/,
    ],
    [
      'another name',
      { ...works8, services: { out: cf8.services.out.replace('wf dev ', 'wf-prod') } },
      /no service instance of that name/,
      /wf-prod/,
    ],
    [
      'bad JSON',
      {
        ...works8,
        'update-service': failed(
          'Incorrect Usage: Invalid configuration provided for -c flag. Please provide a valid JSON object or path to a file containing a valid JSON object.\n',
        ),
      },
      /did not take the parameters/,
      /editor/,
    ],
    [
      'the broker refuses at once',
      {
        ...works8,
        'update-service': failed(
          'Job (0a1b) failed: The service broker rejected the request. Status Code: 400 Bad Request, Body: {"description":"Unknown authority"}\n',
        ),
      },
      /Unknown authority/,
      /mend what it names/,
    ],
    [
      'the broker fails later',
      {
        ...works8,
        'service wf dev': [
          cf8.service('update in progress'),
          cf8.service('update failed', 'quota of authorities exceeded'),
        ],
      },
      /quota of authorities exceeded/,
      /Mend what it names/,
    ],
    [
      'the same with cf 7',
      { ...works8, 'service wf dev': cf7.service('update failed', 'quota of authorities exceeded') },
      /quota of authorities exceeded/,
      /Mend/,
    ],
    [
      'not allowed',
      { ...works8, 'update-service': failed('You are not authorized to perform the requested action\n') },
      /may not update/,
      /Space Developer/,
    ],
    [
      'busy',
      { ...works8, 'update-service': failed('An operation for service instance wf dev is in progress.\n') },
      /Another operation/,
      /Wait/,
    ],
    [
      'never done',
      { ...works8, 'service wf dev': cf8.service('update in progress') },
      /after 15 minutes/,
      /renew the token/,
    ],
  ])('%s', { timeout: 60_000 }, async (_name, script, words, mend) => {
    const waitLonger = { async wait() {} };
    let now = 0;
    const clock = { now: () => (now += 60_000) };
    const { last } = await applied(script, { ...waitLonger, clock });
    expect(last).toMatchObject({
      kind: 'failed',
      words: expect.stringMatching(words),
      mend: expect.stringMatching(mend),
    });
  });

  it('a token that cannot be renewed leaves the update made', async () => {
    const renew = async () => {
      throw new Failure('VAULT_LOCKED', 'The vault is locked.');
    };
    const { last } = await applied({ ...works8, 'update-service': cf8.complete }, { renew });
    expect(last).toMatchObject({ kind: 'failed', words: expect.stringMatching(/update is made.*vault is locked/s) });
  });

  it('a connection of another system has no such list', async () => {
    const { last } = await applied(works8, { find: () => ({ ...connection, system: 'magnus' }) });
    expect(last).toMatchObject({ kind: 'failed', words: expect.stringMatching(/Only SAP Workflow/) });
  });
});

describe('the instance of another key', () => {
  const find = () => ({ ...connection, identity: { ...connection.identity, serviceInstanceId: instanceId } });
  const other: CfScript = { ...works8, 'service wf dev --guid': { out: 'aaaaaaaa-4f89-41d3-9a0c-0305e82c3301\n' } };

  it('is not updated', async () => {
    const { cf, last } = await applied(other, { find });
    expect(last).toMatchObject({
      kind: 'failed',
      reason: 'other-instance',
      mend: expect.stringMatching(/Nothing was changed/),
    });
    expect(cf?.calls().some(([verb]) => verb === 'update-service')).toBe(false);
  });

  it('is updated when that is asked for', async () => {
    expect((await applied(other, { find }, { evenIfOther: true })).last).toMatchObject({ kind: 'done' });
  });

  it('the right one is updated', async () => {
    const right = { ...works8, 'service wf dev --guid': { out: `${instanceId.toUpperCase()}\n` } };
    expect((await applied(right, { find })).last).toMatchObject({ kind: 'done' });
  });
});

it('secrets and tokens in what cf prints are replaced', async () => {
  const secretsOf = async () => [{ value: 'planted-secret-1', pseudonym: '‹client secret 9c2e›' }];
  const jwt = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJwbGFudGVkIn0.c2lnbmF0dXJl';
  const noisy = { ...works8, 'update-service': { out: `${cf8.complete.out}secret planted-secret-1 bearer ${jwt}\n` } };
  const { events } = await applied(noisy, { secretsOf });
  expect(JSON.stringify(events)).not.toMatch(/planted-secret-1|c2lnbmF0dXJl/);
  expect(JSON.stringify(events)).toContain('‹client secret 9c2e›');
});
