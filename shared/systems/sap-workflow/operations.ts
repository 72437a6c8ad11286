import type { Operation } from '../system.ts';
import { definitionOperations } from './definition-operations.ts';
import { instanceOperations } from './instance-operations.ts';
import { taskOperations } from './task-operations.ts';
import { tenantOperations } from './tenant-operations.ts';

/** Headings of the rail, in its order. */
const groups = [
  'Start a workflow',
  'Tasks and messages',
  'Look into an instance',
  'Definitions and forms',
  'Administer',
] as const;

const all = [...definitionOperations, ...instanceOperations, ...taskOperations, ...tenantOperations];

/** All 41 operations of the Workflow REST API v1, in the order of the rail. Source: SAP's published OpenAPI "SAP Workflow API". */
export const operations: readonly Operation[] = groups.flatMap((group) => all.filter((one) => one.group === group));

const patterns = operations.map((operation) => ({ operation, pattern: patternOf(operation.path) }));

/**
 * The operation a call is. Judged by method and the end of the path, because the base differs between landscapes
 * (`/workflow-service/rest`, `/workflow/rest`, none). `url` may still hold `{{name}}`; null when nothing fits.
 */
export function findOperation(method: string, url: string): Operation | null {
  const path = /^[^?#]*/.exec(url)?.[0] ?? '';
  return (
    patterns.find(({ operation, pattern }) => operation.method === method && pattern.test(path))?.operation ?? null
  );
}

/** URL template of a new draft: `{name}` of the path becomes a variable, so that sending it unfilled is noticed. */
export function draftUrl(operation: Operation): string {
  return `{{workflow_rest_url}}${operation.path.replaceAll(/\{(\w+)\}/g, '{{$1}}')}`;
}

function patternOf(path: string): RegExp {
  const segments = path.split('/').map((segment) => (segment.startsWith('{') ? '[^/]+' : segment));
  return new RegExp(`${segments.join('/')}/?$`);
}
