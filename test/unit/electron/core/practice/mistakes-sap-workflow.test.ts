import { describe, expect, it } from 'vitest';
import type { CauseId } from '#shared/model/cause.ts';
import { authorities } from '#shared/systems/sap-workflow/authorities.ts';
import { type DraftChange, firstCause, openPractice, type PracticeCore } from './sap-workflow-core.ts';

const everything = authorities.map(({ name }) => name);

/** SAP Workflow with every authority granted. */
async function openGranted(): Promise<PracticeCore> {
  const practice = await openPractice();
  await practice.client.practice.updateService({ authorities: everything });
  return practice;
}

/** Starts an instance and answers with its id. */
async function start({ ask }: PracticeCore, context: object, definitionId = 'order-approval'): Promise<string> {
  const instance = await ask('start-instance', { body: JSON.stringify({ definitionId, context }) });
  return idOf(instance);
}

/** The task of an instance. */
async function taskOf({ ask }: PracticeCore, instanceId: string): Promise<string> {
  const url = `{{workflow_rest_url}}/v1/task-instances?workflowInstanceId=${instanceId}`;
  const [task]: unknown[] = [await ask('list-tasks', { url })].flat();
  return idOf(task);
}

function idOf(thing: unknown): string {
  const id = typeof thing === 'object' && thing !== null && 'id' in thing ? thing.id : null;
  if (typeof id !== 'string') throw new Error('the answer has no id');
  return id;
}

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const someJwt = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded({ sub: 'someone', exp: 4e9 })}.${'c2lnbmF0dXJl'.repeat(8)}`;
const nobody = '00000000-0000-4000-8000-000000000000';
const definitions = '{{workflow_rest_url}}/v1/workflow-definitions';
const cancel = JSON.stringify({ status: 'CANCELED' });

type Mistake = {
  cause: CauseId;
  what: string;
  operation?: string;
  /** The draft as it was sent; made of what was arranged for it. */
  draft?: DraftChange | ((practice: PracticeCore) => Promise<DraftChange>);
};

const mistakes: Mistake[] = [
  {
    cause: 'token-missing',
    what: 'a placeholder was never filled in',
    draft: { headers: { Authorization: 'Bearer <token>' } },
  },
  {
    cause: 'token-missing',
    what: 'the call goes through no connection',
    draft: async ({ client }) => {
      const { baseUrl } = await client.practice.status();
      return { connectionId: null, url: `${baseUrl}/workflow-service/rest/v1/workflow-definitions` };
    },
  },
  {
    cause: 'token-malformed',
    what: 'half of a token was copied',
    draft: { headers: { Authorization: `Bearer ${someJwt.slice(0, 60)}` } },
  },
  {
    cause: 'bearer-prefix-missing',
    what: 'the token stands alone in the header',
    draft: { headers: { Authorization: someJwt } },
  },
  {
    cause: 'user-identity-required',
    what: 'a technical client asks the OData inbox',
    draft: { url: '{{workflow_odata_url}}/v1/tcm/TaskCollection' },
  },
  {
    cause: 'base-url-wrong',
    what: 'the path is misspelt, and the platform’s router answers',
    draft: async ({ client }) => {
      const { baseUrl } = await client.practice.status();
      return { url: `${baseUrl}/workflow-servise/rest/v1/workflow-definitions` };
    },
  },
  { cause: 'base-url-wrong', what: '/v1 is missing', draft: { url: '{{workflow_rest_url}}/workflow-definitions' } },
  {
    cause: 'base-url-wrong',
    what: '/v1 stands there twice',
    draft: { url: definitions.replace('/v1', '/v1/v1') },
  },
  {
    cause: 'definition-not-found',
    what: 'the name is given for the id',
    operation: 'start-instance',
    draft: { body: JSON.stringify({ definitionId: 'Order approval', context: { price: 100 } }) },
  },
  { cause: 'instance-not-found', what: 'the id is unknown', operation: 'get-instance', draft: { ids: [nobody] } },
  { cause: 'task-not-found', what: 'the id is unknown', operation: 'update-task', draft: { ids: [nobody] } },
  {
    cause: 'task-not-found',
    what: 'the instance’s id is given for the task’s',
    operation: 'get-task',
    draft: async (practice) => ({ ids: [await start(practice, { price: 100 })] }),
  },
  {
    cause: 'task-final',
    what: 'somebody else was faster',
    operation: 'update-task',
    draft: async (practice) => {
      const ids = [await taskOf(practice, await start(practice, { price: 100 }))];
      await practice.send('update-task', { ids });
      return { ids };
    },
  },
  {
    cause: 'instance-wrong-state',
    what: 'a completed instance is cancelled',
    operation: 'update-instance',
    draft: async (practice) => ({ ids: [await start(practice, {}, 'order-notice')], body: cancel }),
  },
  {
    cause: 'instance-wrong-state',
    what: 'the instance of a task is suspended',
    operation: 'update-task',
    draft: async (practice) => {
      const instance = await start(practice, { price: 100 });
      await practice.send('update-instance', { ids: [instance], body: JSON.stringify({ status: 'SUSPENDED' }) });
      return { ids: [await taskOf(practice, instance)] };
    },
  },
  {
    cause: 'message-no-match',
    what: 'the instance waits for another message',
    operation: 'send-message',
    draft: async (practice) => {
      const workflowInstanceId = await start(practice, { price: 100 });
      return { body: JSON.stringify({ definitionId: 'order-paid', workflowInstanceId, context: {} }) };
    },
  },
  {
    cause: 'payload-invalid',
    what: 'a comma is missing in the body',
    operation: 'start-instance',
    draft: { body: '{ "definitionId": "order-approval" "context": {} }' },
  },
  {
    cause: 'payload-invalid',
    what: 'the definition is not named',
    operation: 'start-instance',
    draft: { body: '{ "context": { "price": 100 } }' },
  },
  {
    cause: 'payload-invalid',
    what: 'a status has two L',
    operation: 'update-instance',
    draft: async (practice) => ({
      ids: [await start(practice, { price: 100 })],
      body: JSON.stringify({ status: 'CANCELLED' }),
    }),
  },
  {
    cause: 'payload-invalid',
    what: 'the query asks for a status that is none',
    operation: 'list-instances',
    draft: { url: '{{workflow_rest_url}}/v1/workflow-instances?status=DONE' },
  },
  {
    cause: 'status-filter-hides',
    what: 'what was started has completed',
    operation: 'list-instances',
    draft: async (practice) => {
      await start(practice, {}, 'order-notice');
      return {};
    },
  },
  ...['get-instance', 'get-error-messages', 'get-execution-logs'].map(
    (operation): Mistake => ({
      cause: 'instance-erroneous',
      what: `the price is missing (${operation})`,
      operation,
      draft: async (practice) => ({ ids: [await start(practice, {})] }),
    }),
  ),
];

describe('a mistake made with the practice system for SAP Workflow is explained', () => {
  it.each(mistakes)('by $cause: $what', async ({ cause, operation = 'list-definitions', draft = {} }) => {
    const practice = await openGranted();
    const change = typeof draft === 'function' ? await draft(practice) : draft;
    const exchange = await practice.send(operation, change);
    const witnessed = await practice.client.diagnosis.explain({ id: exchange.id });
    expect([firstCause(exchange.report), firstCause(witnessed)]).toEqual([cause, cause]);
  });

  it('by scope-invalid: the connection asks for a scope nobody granted', async () => {
    const { client, connection, send } = await openGranted();
    const { id } = await connection();
    await client.connections.update({ id, scope: 'workflow!b10150.WORKFLOW_DEFINITION_INVENT' });
    expect(firstCause((await send('list-definitions')).report)).toBe('scope-invalid');
    await client.connections.update({ id, scope: 'workflow!b10150.WORKFLOW_DEFINITION_GET' });
    expect((await send('list-definitions')).report.findings).toEqual([]);
  });

  it('by authority-missing first, and by token-older-than-grant once a newer token shows the grant', async () => {
    const { client, send, advance } = await openPractice();
    expect(firstCause((await send('list-definitions')).report)).toBe('authority-missing');
    await client.practice.updateService({ authorities: ['WORKFLOW_DEFINITION_GET'] });
    advance(90_000);
    const refused = await send('list-definitions');
    const { report } = await client.diagnosis.probe({ exchangeId: refused.id, probe: 'renew-token' });
    expect(firstCause(report)).toBe('token-older-than-grant');
    expect((await send('list-definitions')).report.findings).toEqual([]);
  });

  it('by instance-erroneous after the start went through, and is mended by the context and a retry', async () => {
    const practice = await openGranted();
    const started = await practice.send('start-instance', { body: '{"definitionId":"order-approval","context":{}}' });
    expect(started.report.findings).toEqual([]);
    const [instance]: unknown[] = [await practice.ask('list-instances')].flat();
    const ids = [idOf(instance)];
    expect(firstCause(await practice.client.diagnosis.explain({ id: started.id }))).toBe('instance-erroneous');

    await practice.send('merge-instance-context', { ids, body: '{"price":100}' });
    await practice.send('update-instance', { ids, body: '{"status":"RUNNING"}' });
    expect((await practice.send('get-instance', { ids })).report.findings).toEqual([]);
  });
});
