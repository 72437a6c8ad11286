import { randomInt } from 'node:crypto';
import { practiceIds } from '#shared/systems/magnus/operations.ts';
import type { RunParameter, RunRequest } from '#shared/systems/magnus/run-request.ts';
import type { Clock } from '../../ports.ts';
import type { Faults } from '../faults.ts';
import type { MagnusFaultId } from './magnus-faults.ts';
import type { Refusal, RemoteReason } from './remote-answers.ts';
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

type RunFault = { reason: RemoteReason; message: string };

type Run = {
  historyId: string;
  /** Encoded id of its workflow. */
  l: string;
  /** Epoch ms. */
  startTime: number;
  /** Why it will have failed; null for one that succeeds. */
  fault: RunFault | null;
};

/** How long a run takes, and how long while that is switched on. */
export const runMs = 4_000;
export const longRunMs = 30 * 60_000;
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
export function createWorkflowRuns(clock: Clock, faults: Faults<MagnusFaultId>): WorkflowRuns {
  const yesterday = clock.now() - 86_400_000;
  const runs: Run[] = [{ l: practiceIds.l, historyId: practiceIds.historyId, startTime: yesterday, fault: null }];
  const find = (l: string) => workflowsWith(faults).find((workflow) => workflow.l === l);
  const takesMs = () => (faults.isOn('runs-long') ? longRunMs : runMs);
  const isRunning = (run: Run) => clock.now() < run.startTime + takesMs();
  return {
    start(email, request) {
      const workflow = find(request.l);
      if (workflow === undefined) return { reason: 'notFound', message: 'There is no workflow with this encoded id.' };
      const refusal = refusePermission(email, workflow) ?? refuseParameters(request.parameters ?? [], workflow);
      if (refusal !== null) return refusal;
      if (request.queue !== true && runs.some((run) => run.l === workflow.l && isRunning(run))) {
        return { reason: 'invalid', message: 'The workflow is running, and only one instance may run at any time.' };
      }
      const historyId = String(randomInt(10 ** 14, 2 ** 48 - 1));
      const fault = faultOf(request.parameters ?? []);
      runs.push({ l: workflow.l, historyId, startTime: clock.now(), fault });
      return { workflowId: workflow.workflowId, historyId };
    },
    history(email, workflowId, historyId) {
      const run = runs.find((one) => one.historyId === historyId);
      const workflow = run === undefined ? undefined : find(run.l);
      if (run === undefined || workflow?.workflowId !== workflowId || clock.now() - run.startTime > keptMs) {
        return { reason: 'notFound', message: 'There is no run with these two ids.' };
      }
      const stranger = refuseStranger(email, workflow);
      if (stranger !== null) return stranger;
      const endTime = isRunning(run) ? null : run.startTime + takesMs();
      return describe(faults.isOn('runs-fail') ? { ...run, fault: backendFault } : run, workflow, endTime);
    },
  };
}

const backendFault: RunFault = { reason: 'backendError', message: 'A task of the workflow failed in the backend.' };

/** The workflows as the faults that are on leave them. */
function workflowsWith(faults: Faults<MagnusFaultId>): readonly Workflow[] {
  if (faults.isOn('workflow-removed')) return workflows.filter(({ l }) => l !== practiceIds.l);
  if (faults.isOn('delegate-removed')) return workflows.map((workflow) => ({ ...workflow, delegates: [] }));
  if (!faults.isOn('parameters-renamed')) return workflows;
  const renamed = parameters.map((one) => ({ ...one, name: one.name.replace(/^v/, 'V') }));
  return workflows.map((workflow) =>
    workflow.parameters === parameters ? { ...workflow, parameters: renamed } : workflow,
  );
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
function faultOf(given: readonly RunParameter[]): RunFault | null {
  const price = given.find(({ name }) => /^var_price$/i.test(name))?.value ?? 0;
  const isNumber = price !== '' && !Number.isNaN(Number(price));
  return isNumber ? null : { reason: 'invalid', message: 'The parameter var_price is not a number.' };
}

/** `endTime` is null while it runs. */
function describe(run: Run, workflow: Workflow, endTime: number | null): Record<string, unknown> {
  const { historyId, startTime, fault } = run;
  const ended = fault === null ? { state: 'success' } : { state: 'failed', error: fault };
  return {
    historyId,
    workflowId: workflow.workflowId,
    runReason: 'remote',
    workflowOwners: workflow.owners,
    startTime,
    ...(endTime === null ? {} : { endTime }),
    status: endTime === null ? { state: 'running' } : ended,
  };
}
