import { createHash } from 'node:crypto';
import type { WorkflowInstance } from './workflow-instances.ts';

const script = { activityId: 'scripttask1', activityName: 'Compare the price' };
const failure = {
  errorCode: 'bpm.workflowruntime.script.execution.failed',
  message: 'Script task failed: the context holds no numeric property ‘price’.',
};

/** Body of `…/error-messages`: why an erroneous instance stands; empty for any other. */
export function errorMessagesOf(instance: WorkflowInstance): object[] {
  if (instance.status !== 'ERRONEOUS') return [];
  return [{ ...script, ...failure, logId: logIdOf(instance), timestamp: instance.startedAt }];
}

/** Body of `…/execution-logs`: what happened, oldest first. */
export function executionLogOf(instance: WorkflowInstance): object[] {
  const at = instance.startedAt;
  const entry = (type: string, more: object = {}, timestamp = at) => ({
    id: logIdOf(instance, type),
    type,
    timestamp,
    referenceInstanceId: instance.id,
    ...more,
  });
  const started = entry('WORKFLOW_STARTED', { subject: instance.subject, initiatorId: instance.startedBy });
  if (instance.status === 'ERRONEOUS') {
    const error = { message: failure.message, errorCode: failure.errorCode, logId: logIdOf(instance) };
    return [started, entry('SCRIPTTASK_FAILED', { ...script, retriesRemaining: 0, error })];
  }
  const middle =
    instance.definitionId === 'order-approval' ? [entry('USERTASK_CREATED', { activityId: 'usertask1' })] : [];
  const end = instance.completedAt === null ? [] : [entry(`WORKFLOW_${instance.status}`, {}, instance.completedAt)];
  return [started, ...middle, ...end];
}

/** The same each time it is asked for. */
function logIdOf({ id }: WorkflowInstance, of = 'error'): string {
  return createHash('sha256').update(`${id} ${of}`).digest('hex').slice(0, 32);
}
