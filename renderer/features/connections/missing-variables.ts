import type { Connection } from '#shared/model/connection.ts';
import { systemOf } from '#shared/systems/systems.ts';

/**
 * Variables every call of the system needs and the connection does not have: those at the start of the drafts' URLs
 * (`{{workflow_rest_url}}`), in which a key without endpoints leaves a hole.
 */
export function missingVariables({ system, variables }: Pick<Connection, 'system' | 'variables'>): string[] {
  const { operations, draftUrl } = systemOf(system);
  const bases = operations.map((operation) => /^\{\{(\w+)\}\}/.exec(draftUrl(operation))?.[1]);
  return [...new Set(bases)].filter((name) => name !== undefined && !variables[name]) as string[];
}
