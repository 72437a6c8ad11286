import { generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { builtInAuthorities } from '#core/practice/sap-workflow/service-instance.ts';
import { startPractice } from './practice-client.ts';

const forbidden = '{"error":{"message":"User does not have sufficient privileges."}}';

describe('the workflow service of the practice system', () => {
  it('refuses the first GET of a never-configured instance with the 403 of the real service', async () => {
    const { call } = await startPractice();
    const response = await call('GET', '/v1/workflow-definitions');
    expect(response.status).toBe(403);
    expect(await response.text()).toBe(forbidden);
    expect(response.headers.get('x-vcap-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('lists the deployed definitions once the authority is granted and a new token fetched', async () => {
    const { practice, key, call } = await startPractice();
    practice.updateService(['WORKFLOW_DEFINITION_GET']);
    const response = await call('GET', '/v1/workflow-definitions');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(
      [
        ['order-approval', 'Order approval'],
        ['order-notice', 'Order notice'],
      ].map(([id, name]) => ({
        id,
        version: '1',
        name,
        createdBy: key.uaa.clientid,
        createdAt: '2026-11-09T10:00:00.000Z',
        applicationScope: 'own',
        jobs: [],
      })),
    );
  });

  it('leaves a token already issued with the scopes it had', async () => {
    const { practice, accessToken, call } = await startPractice();
    const before = await accessToken();
    practice.updateService(['WORKFLOW_DEFINITION_GET']);
    const granted = await accessToken();
    practice.updateService([]);
    const statuses = [before, granted, await accessToken()].map(
      async (token) => (await call('GET', '/v1/workflow-definitions', { token })).status,
    );
    expect(await Promise.all(statuses)).toEqual([403, 200, 403]);
  });

  it('replaces the configured authorities and keeps the built-in ones', async () => {
    const { practice } = await startPractice();
    expect(practice.authorities()).toEqual(builtInAuthorities);
    practice.updateService(['MESSAGE_SEND', 'TASK_GET']);
    expect(practice.authorities()).toEqual([...builtInAuthorities, 'MESSAGE_SEND']);
    practice.updateService(['DATA_EXPORT', ' ', 'DATA_EXPORT']);
    expect(practice.authorities()).toEqual([...builtInAuthorities, 'DATA_EXPORT']);
  });

  it('starts an instance and answers with what the real service says of it', async () => {
    const { practice, key, call } = await startPractice();
    practice.updateService(['WORKFLOW_INSTANCE_START', 'WORKFLOW_INSTANCE_GET']);
    const context = { product: 'Camera', price: 100 };
    const response = await call('POST', '/v1/workflow-instances', {
      body: { definitionId: 'order-approval', context },
    });
    expect(response.status).toBe(201);
    const started = (await response.json()) as { id: string };
    expect(started).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      definitionId: 'order-approval',
      definitionVersion: '1',
      subject: 'Order approval',
      status: 'RUNNING',
      businessKey: '',
      startedAt: '2026-11-09T10:00:00.000Z',
      startedBy: key.uaa.clientid,
      completedAt: null,
      rootInstanceId: started.id,
      parentInstanceId: null,
      applicationScope: 'own',
    });
    expect(await (await call('GET', `/v1/workflow-instances/${started.id}`)).json()).toEqual(started);
  });

  it('lists only running and erroneous instances unless other states are asked for', async () => {
    const { practice, call } = await startPractice();
    practice.updateService(['WORKFLOW_INSTANCE_START', 'WORKFLOW_INSTANCE_GET']);
    const start = (body: unknown) => call('POST', '/v1/workflow-instances', { body });
    await start({ definitionId: 'order-approval', context: { price: 100 } });
    await start({ definitionId: 'order-approval' });
    await start({ definitionId: 'order-notice' });
    const list = async (query: string) => {
      const found = (await (await call('GET', `/v1/workflow-instances${query}`)).json()) as { status: string }[];
      return found.map(({ status }) => status);
    };
    expect(await list('')).toEqual(['ERRONEOUS', 'RUNNING']);
    expect(await list('?status=RUNNING,ERRONEOUS,SUSPENDED,CANCELED,COMPLETED')).toEqual([
      'COMPLETED',
      'ERRONEOUS',
      'RUNNING',
    ]);
    expect(await list('?status=COMPLETED&definitionId=order-approval')).toEqual([]);
    expect(await list('?$skip=1&$top=1')).toEqual(['RUNNING']);
    expect((await call('GET', '/v1/workflow-instances?status=CANCELLED')).status).toBe(400);
    expect((await call('GET', '/v1/workflow-instances?$top=-1')).status).toBe(400);
  });

  it('says what is wrong with a start', async () => {
    const { practice, call } = await startPractice();
    practice.updateService(['WORKFLOW_INSTANCE_START']);
    const start = async (body: unknown) => {
      const response = await call('POST', '/v1/workflow-instances', { body });
      const { error } = (await response.json()) as { error: { code?: string; message: string; logId: string } };
      expect(error.logId).toMatch(/^[0-9a-f-]{36}$/);
      return [response.status, error.code, error.message];
    };
    const badId = [400, undefined, "The property 'definitionId' must be a string of 1 to 64 characters."];
    expect(await start([])).toEqual([400, undefined, 'The request body is not a valid JSON object.']);
    expect(await start({})).toEqual(badId);
    expect(await start({ definitionId: '' })).toEqual(badId);
    expect(await start({ definitionId: 'x'.repeat(65) })).toEqual(badId);
    expect(await start({ definitionId: 'order-approval', context: [] })).toEqual([
      400,
      undefined,
      "The property 'context' must be a JSON object.",
    ]);
    expect(await start({ definitionId: 'x'.repeat(64) })).toEqual([
      404,
      'bpm.workflowruntime.definition.not.found',
      'No workflow definition with this id is deployed.',
    ]);
  });

  it('answers an unknown instance and an unknown path with 404', async () => {
    const { practice, call } = await startPractice();
    practice.updateService(['WORKFLOW_INSTANCE_GET']);
    const missing = await call('GET', '/v1/workflow-instances/none');
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ error: { code: 'bpm.workflowruntime.rest.instance.not.found' } });
    expect((await call('GET', '/workflow-definitions')).status).toBe(404);
  });

  it('asks for JSON and for a body of reasonable size', async () => {
    const { practice, key, accessToken, call } = await startPractice();
    practice.updateService(['WORKFLOW_INSTANCE_START']);
    const text = await fetch(`${key.endpoints.workflow_rest_url}/v1/workflow-instances`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await accessToken()}`, 'content-type': 'text/plain' },
      body: '{}',
    });
    expect(text.status).toBe(415);
    const large = await call('POST', '/v1/workflow-instances', { body: { definitionId: 'x'.repeat(1024 * 1024) } });
    expect(large.status).toBe(413);
  });
});

describe('the token check of the practice system', () => {
  it('asks for a token with a Bearer challenge', async () => {
    const { key } = await startPractice();
    const response = await fetch(`${key.endpoints.workflow_rest_url}/v1/workflow-definitions`);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer realm="workflow", error="unauthorized"/);
    expect(await response.json()).toEqual({
      error: 'unauthorized',
      error_description: 'Full authentication is required to access this resource',
    });
  });

  it('refuses a token from the second its time is over', async () => {
    const { practice, accessToken, call, advance } = await startPractice();
    practice.updateService(['WORKFLOW_DEFINITION_GET']);
    const token = await accessToken();
    advance(43_199_000);
    expect((await call('GET', '/v1/workflow-definitions', { token })).status).toBe(200);
    advance(1_000);
    const response = await call('GET', '/v1/workflow-definitions', { token });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer /);
    expect(await response.json()).toEqual({ error: 'invalid_token', error_description: 'Access token expired' });
  });

  it('refuses a token that is another system’s, for another audience, unsigned or no token at all', async () => {
    const { key, accessToken, call } = await startPractice();
    const other = await startPractice();
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT({ scope: ['workflow!b10150.WORKFLOW_DEFINITION_GET'], aud: 'workflow!b10150' })
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuer(`${key.uaa.url}/oauth/token`)
      .sign(privateKey);
    const [head, claims] = (await accessToken()).split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const tokens = [await other.accessToken(), forged, `${none}.${claims}.`, `${head}.${claims}.AAAA`, 'nonsense'];
    for (const token of tokens) {
      const response = await call('GET', '/v1/workflow-definitions', { token });
      expect([response.status, ((await response.json()) as { error: string }).error]).toEqual([401, 'invalid_token']);
    }
  });
});

describe('the service key of the practice system', () => {
  it('has the ids, the awkward secret and the endpoints of a real one', async () => {
    const { practice, key } = await startPractice();
    expect(key.uaa.clientid).toMatch(/^sb-clone-[0-9a-f-]{36}!b\d+\|workflow!b\d+$/);
    expect(`sb-${key.uaa.xsappname}`).toBe(key.uaa.clientid);
    for (const character of '$=-_') expect(key.uaa.clientsecret).toContain(character);
    expect(key.endpoints.workflow_rest_url).toBe(`${practice.baseUrl}/workflow-service/rest`);
    expect(practice.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('has another secret on every start and the same client', async () => {
    const [first, second] = await Promise.all([startPractice(), startPractice()]);
    expect(first.key.uaa.clientsecret).not.toBe(second.key.uaa.clientsecret);
    expect(first.key.uaa.clientid).toBe(second.key.uaa.clientid);
  });
});
