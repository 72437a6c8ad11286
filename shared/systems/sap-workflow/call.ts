import type { ExplainInput, Operation } from '../system.ts';
import { bearerOf } from './bearer.ts';
import { neededAuthorities } from './needed-authorities.ts';
import { findOperation } from './operations.ts';

/** The catalogue's operation a call is; judged by what was sent, since a draft may have been edited after it was opened. */
export function operationOf({ exchange }: ExplainInput): Operation | null {
  return findOperation(exchange.request.method, exchange.request.url);
}

/** Authorities of which the call needs one; empty when the catalogue does not know the call. */
export function neededBy(input: ExplainInput): readonly string[] {
  const operation = operationOf(input);
  return operation === null ? [] : neededAuthorities(operation, input.exchange.request.body);
}

/** Whether the token carries what the call needs; null when one of the two is not known. */
export function isCarried(input: ExplainInput): boolean | null {
  const needed = neededBy(input);
  const { carried } = bearerOf(input.exchange);
  return needed.length === 0 || carried === null ? null : needed.some((authority) => carried.includes(authority));
}

/** SAP Build Process Automation: the same resources behind a gateway, whose scopes SAP does not print. */
export function isProcessAutomation({ exchange }: ExplainInput): boolean {
  const url = URL.parse(exchange.request.url);
  return (
    /^spa-api-gateway\b/i.test(url?.hostname ?? '') ||
    /^(?:\/public)?\/workflow\/rest(?:\/|$)/.test(url?.pathname ?? '')
  );
}

/** Authorities for a sentence. */
export function listed(authorities: readonly string[]): string {
  return authorities.map((authority) => `\`${authority}\``).join(', ');
}

/** The operation is about one definition, instance, task or message that may not be there: its 404 need not be the address's. */
export function isAboutThing(operation: Operation | null): boolean {
  if (operation === null) return false;
  return operation.path.includes('{') || operation.id === 'start-instance' || operation.id === 'send-message';
}
