import { randomInt } from 'node:crypto';
import { practiceIds } from '#shared/systems/magnus/operations.ts';
import type { RunParameter, RunRequest } from '#shared/systems/magnus/run-request.ts';
import type { Clock } from '../../ports.ts';
import type { Refusal } from './remote-answers.ts';
import { practiceEmail } from './service-account.ts';

/** A workflow as Magnus knows it. */
export type Workflow = {
  /** Encoded id of the permalink, by which it is run. */
  l: string;
  /** The other id, by which its history is asked for. */
  workflowId: string;
  name: string;
  owners: readonly string[];
  delegates: readonly string[];
  isLocked: boolean;
  /** `owned` ones belong to the workflow and cannot be overridden. */
  parameters: readonly { name: string; isOwned: boolean }[];
};

type Run = {
  historyId: string;
  workflow: Workflow;
  /** Epoch ms. */
  startTime: number;
  /** Why it will have failed; null for one that succeeds. */
  fault: string | null;
};

/** How long a run takes. */
export const runMs = 4_000;
const keptMs = 100 * 86_400_000;

const parameters = [
  { name: 'var_product', isOwned: false },
  { name: 'var_price', isOwned: false },
  { name: 'var_region', isOwned: true },
];
const somebody = 'owner@practice.example';

/** One the account may run, one of somebody else, one that is locked. */
export const workflows: readonly Workflow[] = [
  {
    l: practiceIds.l,
    workflowId: practiceIds.workflowId,
    name: 'Order approval',
    owners: [somebody],
    delegates: [practiceEmail],
    isLocked: false,
    parameters,
  },
  {
    l: 'UGF5cm9sbA',
    workflowId: '5066549580791808',
    name: 'Payroll',
    owners: [somebody],
    delegates: [],
    isLocked: false,
    parameters: [],
  },
  {
    l: 'TW9udGhFbmQ',
    workflowId: '6192449487634432',
    name: 'Month end',
    owners: [practiceEmail],
    delegates: [],
    isLocked: true,
    parameters: [],
  },
];

export type WorkflowRuns = {
  start(email: string, request: RunRequest): { workflowId: string; historyId: string } | Refusal;
  history(email: string, workflowId: string, historyId: string): Record<string, unknown> | Refusal;
};

/** Starts runs and tells how they stand. A run of yesterday is there from the start. */
export function createWorkflowRuns(clock: Clock): WorkflowRuns {
  const yesterday = clock.now() - 86_400_000;
  const runs: Run[] = workflows
    .filter(({ l }) => l === practiceIds.l)
    .map((workflow) => ({
      historyId: practiceIds.historyId,
      workflow,
      startTime: yesterday,
      fault: null,
    }));
  const isRunning = (run: Run) => clock.now() < run.startTime + runMs;
  return {
    start(email, request) {
      const workflow = workflows.find(({ l }) => l === request.l);
      if (workflow === undefined) return { reason: 'notFound', message: 'There is no workflow with this encoded id.' };
      const refusal = refusePermission(email, workflow) ?? refuseParameters(request.parameters ?? [], workflow);
      if (refusal !== null) return refusal;
      if (request.queue !== true && runs.some((run) => run.workflow === workflow && isRunning(run))) {
        return { reason: 'invalid', message: 'The workflow is running, and only one instance may run at any time.' };
      }
      const historyId = String(randomInt(10 ** 14, 2 ** 48 - 1));
      const fault = faultOf(request.parameters ?? []);
      runs.push({ historyId, workflow, startTime: clock.now(), fault });
      return { workflowId: workflow.workflowId, historyId };
    },
    history(email, workflowId, historyId) {
      const run = runs.find((one) => one.historyId === historyId && one.workflow.workflowId === workflowId);
      if (run === undefined || clock.now() - run.startTime > keptMs) {
        return { reason: 'notFound', message: 'There is no run with these two ids.' };
      }
      return refuseStranger(email, run.workflow) ?? describe(run, isRunning(run));
    },
  };
}

/** Being in the list “Shared With” would not be enough, so only these two lists are asked. Names are case-sensitive. */
function refuseStranger(email: string, workflow: Workflow): Refusal | null {
  if (workflow.owners.includes(email) || workflow.delegates.includes(email)) return null;
  return { reason: 'accessDenied', message: 'The service account is neither owner nor delegate of the workflow.' };
}

function refusePermission(email: string, workflow: Workflow): Refusal | null {
  const stranger = refuseStranger(email, workflow);
  if (stranger !== null || !workflow.isLocked) return stranger;
  return { reason: 'accessDenied', message: 'The workflow is locked by an administrator of the organisation.' };
}

function refuseParameters(given: readonly RunParameter[], workflow: Workflow): Refusal | null {
  for (const [at, { name }] of given.entries()) {
    const parameter = workflow.parameters.find((one) => one.name === name);
    const which = `Parameter ${at + 1}`;
    if (parameter === undefined) {
      return { reason: 'invalid', message: `${which} is not one of the workflow. Names are case-sensitive.` };
    }
    if (parameter.isOwned) {
      return { reason: 'invalid', message: `${which} is owned by the workflow and cannot be overridden.` };
    }
  }
  return null;
}

/** The first step compares the price, and finds out only after the start that it is none. */
function faultOf(given: readonly RunParameter[]): string | null {
  const price = given.find(({ name }) => name === 'var_price')?.value ?? 0;
  return price === '' || Number.isNaN(Number(price)) ? 'The parameter var_price is not a number.' : null;
}

function describe(run: Run, isRunning: boolean): Record<string, unknown> {
  const { workflow, historyId, startTime, fault } = run;
  const failed = { state: 'failed', error: { reason: 'invalid', message: fault } };
  return {
    historyId,
    workflowId: workflow.workflowId,
    runReason: 'remote',
    workflowOwners: workflow.owners,
    startTime,
    ...(isRunning ? {} : { endTime: startTime + runMs }),
    status: isRunning ? { state: 'running' } : fault === null ? { state: 'success' } : failed,
  };
}
