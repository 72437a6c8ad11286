import type { Connection } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import type { Operation, OperationHeader } from '#shared/systems/system.ts';
import { systemOf } from '#shared/systems/systems.ts';

/** A ready draft of an operation: its address, headers and body as the catalogue has them. */
export function draftOfOperation(connection: Pick<Connection, 'id' | 'system'>, operation: Operation): Draft {
  return {
    ...blankDraft(),
    name: operation.name,
    connectionId: connection.id,
    operationId: operation.id,
    method: operation.method,
    url: systemOf(connection.system).draftUrl(operation),
    headers: headersOf(operation).map((header) => ({ ...header, isEnabled: true })),
    body: operation.bodyTemplate,
  };
}

function headersOf({ headers, bodyTemplate }: Operation): readonly OperationHeader[] {
  if (headers !== undefined) return headers;
  return bodyTemplate === '' ? [] : [{ name: 'Content-Type', value: 'application/json' }];
}

/** An empty draft of no connection. */
export function blankDraft(): Draft {
  return {
    id: crypto.randomUUID(),
    name: '',
    connectionId: null,
    operationId: null,
    method: 'GET',
    url: '',
    headers: [],
    body: '',
    resendOn401: false,
    updatedAt: Date.now(),
  };
}
