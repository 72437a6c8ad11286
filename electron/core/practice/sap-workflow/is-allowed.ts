import { findOperation } from '#shared/systems/sap-workflow/operations.ts';

/**
 * Whether a token's authorities let a call pass: one of those its operation names is enough. A path outside the catalogue
 * needs none, so that it is met with 404 and not with a riddle.
 */
export function isAllowed(method: string, path: string, authorities: readonly string[]): boolean {
  const needed = findOperation(method, path)?.authorities ?? [];
  return needed.length === 0 || needed.some((authority) => authorities.includes(authority));
}
