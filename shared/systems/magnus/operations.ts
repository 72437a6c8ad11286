import type { Operation } from '../system.ts';
import { commandOf, historyBody, lockBody, runBody } from './run-request.ts';

/** Every command goes to one address. */
const remote = { method: 'POST', path: '/remote', authorities: [], roles: [] } as const;

/** Ids the practice system knows, so that every draft can be sent to it as it stands. */
export const practiceIds = {
  l: 'T3JkZXJBcHByb3ZhbA',
  workflowId: '5629499534213120',
  historyId: '4785074604081152',
} as const;

const parameters = [
  { name: 'var_product', value: 'Camera' },
  { name: 'var_price', value: 100 },
];

/** Commands of Magnus' Remote API. Run v1 and v2 share a code; the `queue` of v2 tells them apart. */
export const operations: readonly Operation[] = [
  {
    ...remote,
    id: 'run-workflow',
    name: 'Run a workflow',
    group: 'Run a workflow',
    isDestructive: false,
    bodyTemplate: bodyText(runBody({ l: practiceIds.l, parameters })),
  },
  {
    ...remote,
    id: 'run-workflow-v2',
    name: 'Run a workflow, queued (v2)',
    group: 'Run a workflow',
    isDestructive: false,
    bodyTemplate: bodyText(runBody({ l: practiceIds.l, parameters, queue: true })),
  },
  {
    ...remote,
    id: 'get-history',
    name: 'See how a run stands',
    group: 'Run a workflow',
    isDestructive: false,
    bodyTemplate: bodyText(historyBody(practiceIds.workflowId, practiceIds.historyId)),
  },
  {
    ...remote,
    id: 'lock-workflows',
    name: 'Lock workflows',
    group: 'Administer',
    isDestructive: true,
    bodyTemplate: bodyText(lockBody('lock', [practiceIds.workflowId], 'Maintenance')),
  },
  {
    ...remote,
    id: 'unlock-workflows',
    name: 'Unlock workflows',
    group: 'Administer',
    isDestructive: true,
    bodyTemplate: bodyText(lockBody('unlock', [practiceIds.workflowId], 'Maintenance is over')),
  },
];

const idOf = { run: 'run-workflow', history: 'get-history', lock: 'lock-workflows', unlock: 'unlock-workflows' };

/** The operation a call is: a POST to `…/remote`, told apart by the `c` of its body. Null without one that is known. */
export function findOperation(method: string, url: string, bodyText?: string | null): Operation | null {
  const path = /^[^?#]*/.exec(url)?.[0] ?? '';
  if (method !== 'POST' || !/\/remote\/?$/.test(path)) return null;
  const command = commandOf(bodyText ?? '');
  if (command === null) return null;
  const id = command.hasQueue && command.name === 'run' ? 'run-workflow-v2' : idOf[command.name];
  return operations.find((operation) => operation.id === id) ?? null;
}

/** URL template of a new draft: `magnus_url` is the address of the application, without `/remote`. */
export function draftUrl(operation: Operation): string {
  return `{{magnus_url}}${operation.path}`;
}

function bodyText(body: unknown): string {
  return JSON.stringify(body, null, 2);
}
