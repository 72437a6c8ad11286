import { describe, expect, it } from 'vitest';
import { type PracticeClient, startPractice } from './practice-client.ts';

const everything = [
  'WORKFLOW_INSTANCE_START',
  'WORKFLOW_INSTANCE_GET',
  'WORKFLOW_INSTANCE_GET_CONTEXT',
  'WORKFLOW_INSTANCE_CANCEL',
  'WORKFLOW_INSTANCE_SUSPEND',
  'WORKFLOW_INSTANCE_RETRY_RESUME',
  'TASK_COMPLETE',
  'TASK_UPDATE',
  'MESSAGE_SEND',
];

async function start(authorities = everything): Promise<PracticeClient & { instance: string; task: string }> {
  const client = await startPractice();
  client.practice.updateService(authorities);
  const body = { definitionId: 'order-approval', context: { price: 100 } };
  const { id: instance } = await read(await client.call('POST', '/v1/workflow-instances', { body }));
  const [found] = await readAll(await client.call('GET', `/v1/task-instances?workflowInstanceId=${instance}`));
  return { ...client, instance: String(instance), task: String(found?.id) };
}

type Thing = Record<string, unknown>;
const read = async (response: Response) => (await response.json()) as Thing;
const readAll = async (response: Response) => (await response.json()) as Thing[];

describe('a task', () => {
  it('waits for somebody in each approval, and completes it', async () => {
    const { call, instance, task } = await start();
    expect(await read(await call('GET', `/v1/task-instances/${task}`))).toMatchObject({
      status: 'READY',
      workflowInstanceId: instance,
      completedAt: null,
    });
    const body = { status: 'COMPLETED', context: { approved: true } };
    expect((await call('PATCH', `/v1/task-instances/${task}`, { body })).status).toBe(204);
    expect(await read(await call('GET', `/v1/task-instances/${task}`))).toMatchObject({ status: 'COMPLETED' });
    expect(await read(await call('GET', `/v1/workflow-instances/${instance}`))).toMatchObject({ status: 'COMPLETED' });
    expect(await read(await call('GET', `/v1/workflow-instances/${instance}/context`))).toEqual({
      price: 100,
      approved: true,
    });
  });

  it('is edited without being completed, and takes recipients as one text', async () => {
    const { call, task } = await start();
    const body = { subject: 'Soon', recipientUsers: 'ann,ben', priority: 'HIGH' };
    expect((await call('PATCH', `/v1/task-instances/${task}`, { body })).status).toBe(204);
    expect(await read(await call('GET', `/v1/task-instances/${task}`))).toMatchObject({
      status: 'READY',
      subject: 'Soon',
      recipientUsers: ['ann', 'ben'],
    });
  });

  it.each([
    [{ status: 'DONE' }, "The property 'status' must be COMPLETED."],
    [{ recipientUsers: ['ann'] }, "The property 'recipientUsers' must be a comma-separated string."],
    [{ subject: 'x'.repeat(256) }, "The property 'subject' must be a string of at most 255 characters."],
    [{ colour: 'red' }, "The property 'colour' cannot be changed."],
  ])('refuses %j', async (body, message) => {
    const { call, task } = await start();
    const response = await call('PATCH', `/v1/task-instances/${task}`, { body });
    expect([response.status, (await read(response)).error]).toEqual([400, expect.objectContaining({ message })]);
  });

  it('ends with its instance', async () => {
    const { call, instance, task } = await start();
    await call('PATCH', `/v1/workflow-instances/${instance}`, { body: { status: 'CANCELED' } });
    expect(await read(await call('GET', `/v1/task-instances/${task}`))).toMatchObject({ status: 'CANCELED' });
  });
});

describe('an instance', () => {
  it('asks for the authority of the status that is wanted', async () => {
    const { call, instance } = await start(['WORKFLOW_INSTANCE_START', 'WORKFLOW_INSTANCE_SUSPEND']);
    const change = async (status: string) =>
      (await call('PATCH', `/v1/workflow-instances/${instance}`, { body: { status } })).status;
    expect([await change('CANCELED'), await change('SUSPENDED'), await change('RUNNING')]).toEqual([403, 202, 403]);
  });

  it('takes the message it waits for while it runs, and none while it is suspended', async () => {
    const { call, instance } = await start();
    const send = () =>
      call('POST', '/v1/messages', { body: { definitionId: 'order-changed', workflowInstanceId: instance } });
    expect(await readAll(await send())).toEqual([{ id: instance }]);
    await call('PATCH', `/v1/workflow-instances/${instance}`, { body: { status: 'SUSPENDED' } });
    expect((await send()).status).toBe(404);
    await call('PATCH', `/v1/workflow-instances/${instance}`, { body: { status: 'RUNNING' } });
    expect((await send()).status).toBe(200);
  });
});

it('lets a change through that brings the CSRF token', async () => {
  const { call, practice, key, accessToken } = await start();
  practice.faults.turn('csrf-token-required', true);
  const body = { definitionId: 'order-notice', context: {} };
  expect((await call('POST', '/v1/workflow-instances', { body })).headers.get('x-csrf-token')).toBe('Required');
  const authorization = `Bearer ${await accessToken()}`;
  const url = key.endpoints.workflow_rest_url;
  const fetched = await fetch(`${url}/v1/xsrf-token`, { headers: { authorization, 'x-csrf-token': 'Fetch' } });
  const started = await fetch(`${url}/v1/workflow-instances`, {
    method: 'POST',
    headers: {
      authorization,
      'content-type': 'application/json',
      'x-csrf-token': fetched.headers.get('x-csrf-token') ?? '',
    },
    body: JSON.stringify(body),
  });
  expect(started.status).toBe(201);
});
