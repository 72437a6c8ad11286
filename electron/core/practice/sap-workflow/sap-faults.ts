import type { Fault } from '../faults.ts';
import { type WayFaultId, wayFaults } from '../practice-way.ts';

export type SapFaultId = WayFaultId;

/** Everything that can be made to go wrong in the practice system for SAP Workflow. */
export const sapFaults: readonly Fault<SapFaultId>[] = [...wayFaults];
