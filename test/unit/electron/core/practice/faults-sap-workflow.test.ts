import { describe, expect, it } from 'vitest';
import { type SapFaultId, sapFaults } from '#core/practice/sap-workflow/sap-faults.ts';
import type { ClientAuthentication } from '#shared/model/credential.ts';
import { firstCause, openPractice, type PracticeCore } from './sap-workflow-core.ts';

/** What a fault asks for beside a list of the definitions. */
type Scenario = { operation?: string; authentication?: ClientAuthentication; deadlineMs?: number; waitMs?: number };

const scenarios: Partial<Record<SapFaultId, Scenario>> = {
  'deadline-exceeded': { deadlineMs: 1_000 },
  'client-secret-plus-sign': { authentication: 'post-basic-raw' },
  'query-string-not-allowed': { authentication: 'get-query' },
  // The endpoint says for how long it wants to be left alone, and is.
  'token-rate-limited': { waitMs: 6_000 },
  'csrf-token-required': { operation: 'start-instance' },
  'instances-limited': { operation: 'start-instance' },
};

async function arrange({ authentication, deadlineMs }: Scenario): Promise<PracticeCore> {
  const practice = await openPractice();
  const { client } = practice;
  await client.practice.updateService({ authorities: ['WORKFLOW_DEFINITION_GET', 'WORKFLOW_INSTANCE_START'] });
  const { id } = await practice.connection();
  if (authentication !== undefined) await client.connections.update({ id, clientAuthentication: authentication });
  if (deadlineMs !== undefined) await client.settings.update({ deadlineMs });
  return practice;
}

const call = ({ operation = 'list-definitions' }: Scenario) => operation;

describe('a fault of the practice system for SAP Workflow', () => {
  it.each(sapFaults)('“$id” is explained by $cause, and over when it is off', async ({ id, cause }) => {
    const scenario = scenarios[id] ?? {};
    const { client, send, turn, advance } = await arrange(scenario);
    expect((await send(call(scenario))).failure).toBeNull();

    await turn(id, true);
    const failed = await send(call(scenario));
    const witnessed = await client.diagnosis.explain({ id: failed.id });
    expect([firstCause(failed.report), firstCause(witnessed)]).toEqual([cause, cause]);

    await turn(id, false);
    advance(scenario.waitMs ?? 0);
    const { failure, response, report } = await send(call(scenario));
    expect([failure, response?.status, report.findings]).toEqual([
      null,
      scenario.operation === 'start-instance' ? 201 : 200,
      [],
    ]);
  });
});
