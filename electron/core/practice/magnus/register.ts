import type { Clock } from '../../ports.ts';
import type { Faults } from '../faults.ts';
import type { Registrations } from './check-jwt.ts';
import type { MagnusFaultId } from './magnus-faults.ts';
import { createServiceAccount, type ServiceAccount } from './service-account.ts';

/** The service accounts an administrator has registered, as the faults that are on leave them. */
export function createRegister(
  { email, publicKeyPem }: ServiceAccount,
  clock: Clock,
  faults: Faults<MagnusFaultId>,
): () => Promise<Registrations> {
  let other: Promise<ServiceAccount> | null = null;
  return async () => {
    if (faults.isOn('account-removed')) return new Map();
    if (!faults.isOn('key-replaced')) return new Map([[email, publicKeyPem]]);
    // A pair of keys takes a while to make, and most never need this one.
    other ??= createServiceAccount(clock);
    return new Map([[email, (await other).publicKeyPem]]);
  };
}
