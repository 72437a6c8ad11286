import { type ScopeRow, scopesOf, scopeTable } from '#shared/jwt/scope-table.ts';
import type { SystemId } from '#shared/model/system-id.ts';
import { type Authority, authorities, authorityOfScope } from '#shared/systems/sap-workflow/authorities.ts';
import { systemOf } from '#shared/systems/systems.ts';

export type ScopeLine = ScopeRow & {
  /** What it allows; empty when nobody here knows. */
  allows: string;
};

/** The scopes of a token, and the known authorities of its system that it lacks. */
export type ScopeReading = { lines: ScopeLine[]; lacking: Authority[] };

/** `system` is the connection's; null for a pasted token, which is judged by how its scopes are written. */
export function readScopes(claims: Readonly<Record<string, unknown>>, system: SystemId | null): ScopeReading {
  const known = system ?? (scopesOf(claims).some(isWorkflowScope) ? 'sap-workflow' : 'generic-http');
  const rows = scopeTable(claims, systemOf(known).authorityOfScope);
  const names = new Set(rows.map(({ name }) => name));
  return {
    lines: rows.map((row) => ({ ...row, allows: allows(row.name) })),
    lacking: known === 'sap-workflow' ? authorities.filter(({ name }) => !names.has(name)) : [],
  };
}

/** An authority of SAP Workflow behind an application name as XSUAA makes them: `workflow!b10150.TASK_GET`. */
function isWorkflowScope(scope: string): boolean {
  return scope.includes('!') && allows(authorityOfScope(scope)) !== '';
}

function allows(name: string): string {
  return authorities.find((authority) => authority.name === name)?.allows ?? '';
}
