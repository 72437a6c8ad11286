import type { Fault } from '../faults.ts';
import { type WayFaultId, wayFaults } from '../practice-way.ts';

const container = [
  {
    id: 'open-container',
    name: 'Container without security',
    words: 'a call without credentials is let through as an anonymous one, and sees an empty list',
    group: 'Web container',
    cause: 'credentials-not-sent',
    endsLogin: true,
  },
] as const satisfies readonly Fault[];

export type ProcessServerFaultId = WayFaultId | (typeof container)[number]['id'];

/** Everything that can be made to go wrong in the practice system for the Process Server. */
export const processServerFaults: readonly Fault<ProcessServerFaultId>[] = [...container, ...wayFaults];
