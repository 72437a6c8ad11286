import type { CauseId } from '../../model/cause.ts';
import type { Confidence } from '../../model/gate-report.ts';
import type { Leg } from './rule.ts';

/** A cause that the failure code of the network layer proves or suggests. */
export type NetworkCause = {
  cause: CauseId;
  codes: readonly (string | RegExp)[];
  confidence: Confidence;
  /** The gate that stopped the call; `phase` leaves it to the step at which the exchange ended. */
  gate: 'lookup' | 'connection' | 'proxy' | 'tls' | 'phase' | null;
  /** `host` is the host with its port. */
  sentence(host: string, leg: Leg): string;
  reason: string;
  mends: readonly string[];
};
