import { describe, expect, it } from 'vitest';
import { authorities, defaultAuthorities, grantableAuthorities } from '#shared/systems/sap-workflow/authorities.ts';
import { systemOf } from '#shared/systems/systems.ts';

const sap = systemOf('sap-workflow');
const rest = 'https://api.example/workflow-service/rest';

function operation(id: string) {
  const found = sap.operations.find((one) => one.id === id);
  if (found === undefined) throw new Error(`there is no operation ${id}`);
  return found;
}

describe('the catalogue', () => {
  it('holds the 41 operations, each once', () => {
    expect(sap.operations).toHaveLength(41);
    expect(new Set(sap.operations.map(({ id }) => id)).size).toBe(41);
    expect(new Set(sap.operations.map(({ method, path }) => `${method} ${path}`)).size).toBe(41);
  });

  it('opens with what a newcomer needs', () => {
    expect(sap.operations.slice(0, 3).map(({ name }) => name)).toEqual([
      'List definitions',
      'Start an instance',
      'List instances',
    ]);
  });

  it('finds each operation again by method and URL, whatever the base', () => {
    for (const one of sap.operations) {
      const path = one.path.replaceAll(/\{\w+\}/g, '4711');
      expect(sap.findOperation(one.method, `${rest}${path}?$top=1`)).toBe(one);
      expect(sap.findOperation(one.method, `http://127.0.0.1:1/workflow/rest${path}/`)).toBe(one);
      expect(sap.findOperation(one.method, sap.draftUrl(one))).toBe(one);
    }
  });

  it.each([
    ['PUT', '/v1/workflow-definitions'],
    ['GET', '/v2/workflow-definitions'],
    ['GET', '/workflow-definitions'],
    ['GET', '/v1/workflow-definitions/1/nothing-known'],
    ['GET', '/elsewhere?at=/v1/workflow-definitions'],
  ])('does not know %s %s', (method, path) => {
    expect(sap.findOperation(method, `${rest}${path}`)).toBeNull();
  });

  it('makes variables of the path’s parameters', () => {
    expect(sap.draftUrl(operation('get-instance'))).toBe(
      '{{workflow_rest_url}}/v1/workflow-instances/{{workflowInstanceId}}',
    );
  });

  it('has a ready body, laid out, for the calls that send one', () => {
    const body = { definitionId: 'order-approval', context: { product: 'Camera', price: 100 } };
    expect(operation('start-instance').bodyTemplate).toBe(JSON.stringify(body, null, 2));
    for (const { bodyTemplate, method } of sap.operations) {
      if (bodyTemplate !== '') expect(() => JSON.parse(bodyTemplate)).not.toThrow();
      if (method === 'GET' || method === 'DELETE') expect(bodyTemplate).toBe('');
    }
  });

  it('marks what deletes, cancels or purges', () => {
    expect(
      sap.operations
        .filter((one) => one.isDestructive)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(['delete-definition', 'delete-form', 'delete-instances', 'purge-data', 'update-instance']);
  });
});

describe('the authority a body decides', () => {
  const needed = (id: string, body: string | null) => sap.neededAuthorities(operation(id), body);

  it.each([
    ['CANCELED', 'WORKFLOW_INSTANCE_CANCEL'],
    ['RUNNING', 'WORKFLOW_INSTANCE_RETRY_RESUME'],
    ['SUSPENDED', 'WORKFLOW_INSTANCE_SUSPEND'],
  ])('follows the status %s of an instance', (status, authority) => {
    expect(needed('update-instance', JSON.stringify({ status }))).toEqual([authority]);
  });

  it.each([null, '', '{', '[]', '{"status":"COMPLETED"}', '{"status":"constructor"}'])(
    'stays open for the body %j',
    (body) => {
      expect(needed('update-instance', body)).toHaveLength(3);
    },
  );

  it('tells completing a task from changing it', () => {
    expect(needed('update-task', '{"status":"COMPLETED","context":{}}')).toEqual(['TASK_COMPLETE']);
    expect(needed('update-task', '{"priority":"HIGH"}')).toEqual(['TASK_UPDATE']);
    expect(needed('update-task', null)).toEqual(['TASK_COMPLETE', 'TASK_UPDATE']);
  });
});

describe('authorities', () => {
  it('explain every authority that an operation names, in a sentence', () => {
    const names = new Set(authorities.map(({ name }) => name));
    for (const { authorities: needed } of sap.operations) for (const name of needed) expect(names).toContain(name);
    for (const { allows } of authorities) expect(allows).toMatch(/^[A-Z].*\.$/);
    expect(authorities).toHaveLength(39);
  });

  it('mark what a never-configured instance carries, which is not enough to list definitions', () => {
    expect(
      authorities
        .filter((one) => one.isDefault)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(defaultAuthorities.toSorted());
    expect(defaultAuthorities).not.toContain('WORKFLOW_DEFINITION_GET');
  });

  it.each([
    ['workflow!b10150.TASK_GET', 'TASK_GET'],
    ['a.b!t1.TASK_GET', 'TASK_GET'],
    ['TASK_GET', 'TASK_GET'],
    ['uaa.resource', 'uaa.resource'],
  ])('are split off the scope %s', (scope, authority) => {
    expect(sap.authorityOfScope(scope)).toBe(authority);
  });

  it('to write back are the service’s own, each once', () => {
    const scopes = ['uaa.resource', 'w!b1.TASK_GET', 'w!b1.NEW_ONE', 'x!t2.READ', 'openid', 'w!b1.TASK_GET'];
    expect(grantableAuthorities(scopes)).toEqual(['TASK_GET', 'NEW_ONE']);
    expect(grantableAuthorities([])).toEqual([]);
  });
});

it('knows four systems, and pretends no catalogue where it has none', () => {
  expect(sap.name).toBe('SAP Workflow');
  expect(systemOf('generic-http').operations).toEqual([]);
  for (const id of ['sap-workflow', 'magnus', 'process-server', 'generic-http'] as const) {
    expect(systemOf(id).id).toBe(id);
    expect(systemOf(id).findOperation('GET', 'https://a.example')).toBeNull();
  }
});
