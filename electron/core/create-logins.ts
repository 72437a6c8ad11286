import { createTokens } from './auth/tokens.ts';
import { createHeldKeys } from './connections/held-keys.ts';
import type { Stores } from './create-core.ts';
import { createIdSource } from './exchange/exchange-id.ts';
import type { FixedProxy } from './exchange/identity.ts';
import { createSender } from './exchange/send-exchange.ts';
import { createTransmitter } from './exchange/transmit.ts';
import type { Log } from './log.ts';
import type { CorePorts } from './ports.ts';
import { readProxyPassword } from './settings/proxy-password.ts';
import { lockWhenIdle } from './store/lock-when-idle.ts';

export type Logins = ReturnType<typeof createLogins>;

/** Everything that handles a secret or something made of one, and the one hook by which all of it forgets. */
export function createLogins({ clock, proxyLookup, host }: CorePorts, stores: Stores, log: Log) {
  const held = createHeldKeys({ clock });
  const secrets = lockWhenIdle(stores.vault, {
    clock,
    lockAfterMs: () => stores.settings.get().lockVaultAfterMs,
    forget: () => forgetAll(),
    onError: (error) => log.error('locking the idle vault failed', error),
  });
  const way = { proxyLookup, readProxyPassword: (proxy: FixedProxy) => readProxyPassword(secrets, proxy) };
  const transmitter = createTransmitter({ clock, ...way });
  const wire = {
    ...stores,
    ...way,
    secrets,
    clock,
    log,
    transmitter,
    version: host.version,
    newId: createIdSource(clock),
  };
  const tokens = createTokens(wire);
  const sender = createSender({ ...wire, tokens });
  const forgetAll = () => {
    held.forgetAll();
    tokens.signer.forgetAll();
    transmitter.forgetSecrets();
    for (const { id } of stores.connections.list()) tokens.forget(id);
  };
  return {
    held,
    secrets,
    tokens,
    sender,
    transmitter,
    /** What a call on the wire needs. */
    wire,
    forgetAll,
    async dispose(): Promise<void> {
      await sender.dispose();
      await transmitter.dispose();
      forgetAll();
    },
  };
}
