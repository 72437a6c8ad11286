import type { SystemId } from '#shared/model/system-id.ts';
import type { Operation } from '#shared/systems/system.ts';
import { systemOf } from '#shared/systems/systems.ts';

/** The call to begin with: the catalogue's first that only looks, or its first at all. */
export function firstOperation(system: SystemId): Operation | undefined {
  const { operations } = systemOf(system);
  return operations.find(({ id }) => id === 'list-definitions') ?? operations[0];
}
