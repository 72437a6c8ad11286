import type { Operation } from '../system.ts';

const authorityOfInstanceStatus: ReadonlyMap<unknown, string> = new Map([
  ['CANCELED', 'WORKFLOW_INSTANCE_CANCEL'],
  ['RUNNING', 'WORKFLOW_INSTANCE_RETRY_RESUME'],
  ['SUSPENDED', 'WORKFLOW_INSTANCE_SUSPEND'],
]);

/**
 * Authorities of which a call needs one. Two operations say in their body what they do: PATCH of an instance asks for a
 * status, PATCH of a task completes it or edits it. A body that cannot be read leaves every authority of the operation.
 */
export function neededAuthorities(operation: Operation, bodyText: string | null): readonly string[] {
  if (operation.id === 'update-instance') {
    const authority = authorityOfInstanceStatus.get(objectOf(bodyText)?.status);
    return authority === undefined ? operation.authorities : [authority];
  }
  if (operation.id === 'update-task') {
    const body = objectOf(bodyText);
    if (body === null) return operation.authorities;
    return [body.status === undefined ? 'TASK_UPDATE' : 'TASK_COMPLETE'];
  }
  return operation.authorities;
}

function objectOf(text: string | null): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
