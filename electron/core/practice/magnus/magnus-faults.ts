import type { Fault } from '../faults.ts';
import { type WayFaultId, wayFaults } from '../practice-way.ts';

const backend = [
  {
    id: 'backend-down',
    name: 'Backend down',
    words: 'every call that is right is met with backendError',
    group: 'Backend',
    cause: 'backend-error',
  },
] as const satisfies readonly Fault[];

export type MagnusFaultId = WayFaultId | (typeof backend)[number]['id'];

/** Everything that can be made to go wrong in the practice system for Magnus. */
export const magnusFaults: readonly Fault<MagnusFaultId>[] = [...backend, ...wayFaults];
