import { describe, expect, it } from 'vitest';
import { operations } from '#shared/systems/sap-workflow/operations.ts';
import {
  coverageOf,
  needsOfDrafts,
  operationsOpenedBy,
  planAuthorities,
  toggleOperation,
} from '#shared/systems/sap-workflow/workbench/authority-plan.ts';
import { authorityPresets } from '#shared/systems/sap-workflow/workbench/presets.ts';

const scope = (name: string) => `workflow!b10150.${name}`;
const operation = (id: string) => {
  const found = operations.find((one) => one.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};
const draft = (name: string, method: 'GET' | 'POST' | 'PATCH', path: string, body = '') => ({
  name,
  method,
  url: `{{workflow_rest_url}}${path}`,
  body,
});

describe('granted, in the file, needed', () => {
  it('what is granted and not listed would be removed, since the update replaces the list', () => {
    const plan = planAuthorities({
      scopes: [scope('MESSAGE_SEND'), scope('WORKFLOW_DEFINITION_GET'), 'uaa.resource'],
      file: ['WORKFLOW_DEFINITION_GET', 'WORKFLOW_INSTANCE_START'],
      needs: [],
    });
    expect(plan).toMatchObject({
      granted: ['MESSAGE_SEND', 'WORKFLOW_DEFINITION_GET'],
      added: ['WORKFLOW_INSTANCE_START'],
      kept: ['WORKFLOW_DEFINITION_GET'],
      removed: ['MESSAGE_SEND'],
    });
  });

  it('what every token carries is never removed, and meets a need without being listed', () => {
    const plan = planAuthorities({
      scopes: [scope('TASK_GET'), scope('WORKFLOW_DEFINITION_DEPLOY'), 'uaa.resource'],
      file: [],
      needs: [{ anyOf: ['TASK_GET'], by: ['List tasks'] }],
    });
    expect(plan).toMatchObject({
      granted: [],
      removed: [],
      carried: ['TASK_GET', 'WORKFLOW_DEFINITION_DEPLOY'],
      missing: [],
    });
  });

  it('a default the token lacks is not taken for carried', () => {
    const needs = [{ anyOf: ['TASK_GET'], by: ['List tasks'] }];
    expect(planAuthorities({ scopes: [], file: [], needs })).toMatchObject({ carried: [], missing: ['TASK_GET'] });
  });

  it('without a token nothing is said of removals', () => {
    expect(planAuthorities({ scopes: null, file: ['MESSAGE_SEND'], needs: [] })).toMatchObject({
      granted: null,
      added: ['MESSAGE_SEND'],
      removed: [],
    });
  });

  it('one of several is enough for a need', () => {
    const needs = [{ anyOf: ['WORKFLOW_INSTANCE_CANCEL', 'WORKFLOW_INSTANCE_SUSPEND'], by: ['Change'] }];
    const plan = planAuthorities({ scopes: null, file: ['WORKFLOW_INSTANCE_SUSPEND'], needs });
    expect(plan.missing).toEqual([]);
    expect(planAuthorities({ scopes: null, file: [], needs }).missing).toEqual(needs[0]?.anyOf);
  });
});

it('drafts name what they need, by what their body does, each need once', () => {
  expect(
    needsOfDrafts([
      draft('Start one', 'POST', '/v1/workflow-instances', '{}'),
      draft('Start another', 'POST', '/v1/workflow-instances', '{}'),
      draft('Cancel it', 'PATCH', '/v1/workflow-instances/1', '{"status":"CANCELED"}'),
      draft('Elsewhere', 'GET', '/v1/pizza'),
    ]),
  ).toEqual([
    { anyOf: ['WORKFLOW_INSTANCE_START'], by: ['Start one', 'Start another'] },
    { anyOf: ['WORKFLOW_INSTANCE_CANCEL'], by: ['Cancel it'] },
  ]);
});

describe('operations and authorities, both ways', () => {
  it('an authority opens every operation that names it', () => {
    expect(operationsOpenedBy('WORKFLOW_DEFINITION_GET').map(({ id }) => id)).toEqual([
      'list-definitions',
      'get-definition',
      'list-definition-versions',
      'get-definition-version',
    ]);
    expect(operationsOpenedBy('DATA_PURGE')).toMatchObject([{ isDestructive: true }]);
    expect(operationsOpenedBy('PROCESS_TEMPLATE_DEPLOY')).toEqual([]);
  });

  it('an operation with several authorities can be covered in part; ticking it adds the rest, unticking takes all', () => {
    const change = operation('update-instance');
    expect(coverageOf(change, ['WORKFLOW_INSTANCE_CANCEL'])).toBe('some');
    const ticked = toggleOperation(change, ['MESSAGE_SEND', 'WORKFLOW_INSTANCE_CANCEL']);
    expect(coverageOf(change, ticked)).toBe('all');
    expect(toggleOperation(change, ticked)).toEqual(['MESSAGE_SEND']);
  });
});

it('the presets hold what their purpose needs, and none of them erases, exports or undeploys', () => {
  const of = (id: string) => authorityPresets.find((preset) => preset.id === id)?.authorities ?? [];
  expect(of('send')).toEqual(['MESSAGE_SEND']);
  expect(of('start')).toContain('WORKFLOW_INSTANCE_START');
  expect(of('start')).toContain('WORKFLOW_DEFINITION_GET');
  expect(of('read')).not.toContain('WORKFLOW_INSTANCE_START');
  expect(of('read')).toContain('TASK_GET_CONTEXT');
  expect(of('administer')).toEqual(
    expect.arrayContaining(['WORKFLOW_INSTANCE_CANCEL', 'WORKFLOW_INSTANCE_UPDATE_CONTEXT']),
  );
  const all = authorityPresets.flatMap(({ authorities }) => authorities).join();
  expect(all).not.toMatch(/PURGE|EXPORT|UNDEPLOY|INSTANCES_UPDATE|TASK_GET,|DEPLOY/);
});
