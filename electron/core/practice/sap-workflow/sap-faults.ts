import type { Fault } from '../faults.ts';
import { type WayFaultId, wayFaults } from '../practice-way.ts';
import { type ServiceFaultId, serviceFaults } from './service-faults.ts';
import { type TokenEndpointFaultId, tokenEndpointFaults } from './token-endpoint-faults.ts';
import { holderFaults, type TokenFaultId, tokenFaults } from './token-faults.ts';

export type SapFaultId = WayFaultId | TokenEndpointFaultId | TokenFaultId | ServiceFaultId;

/** Everything that can be made to go wrong in the practice system for SAP Workflow, in the order of the gates. */
export const sapFaults: readonly Fault<SapFaultId>[] = [
  ...wayFaults,
  ...tokenEndpointFaults,
  ...tokenFaults,
  ...holderFaults,
  ...serviceFaults,
];
