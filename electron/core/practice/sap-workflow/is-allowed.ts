import { neededAuthorities } from '#shared/systems/sap-workflow/needed-authorities.ts';
import { findOperation } from '#shared/systems/sap-workflow/operations.ts';

type Call = { method: string; path: string; body: string };

/**
 * Whether a token's authorities let a call pass: one of those its operation names is enough, and of a PATCH the one its
 * body asks for. A path outside the catalogue needs none, so that it is met with 404 and not with a riddle.
 */
export function isAllowed({ method, path, body }: Call, authorities: readonly string[]): boolean {
  const operation = findOperation(method, path);
  const needed = operation === null ? [] : neededAuthorities(operation, body);
  return needed.length === 0 || needed.some((authority) => authorities.includes(authority));
}
