import { randomUUID } from 'node:crypto';
import type { ConnectionIdentity } from '#shared/model/connection.ts';
import type { KeyDescription } from '#shared/model/key-description.ts';
import type { Clock } from '../ports.ts';
import type { Secret } from '../store/secret.ts';
import { createSecretMemory } from '../store/secret-memory.ts';

/** What is known of a held key besides its secret. */
export type HeldFacts = { key: KeyDescription; identity: ConnectionIdentity | null };

/** Keys that were read from a file and wait for the connection they are meant for. In memory only, and sealed there. */
export type HeldKeys = {
  /** Keeps a key and returns the random id it is asked for by. Of too many, the oldest goes. */
  hold(secret: Secret, facts: HeldFacts): string;
  /** Null when there is none of this id, or its time is over. */
  find(id: string): (HeldFacts & { secret: Secret }) | null;
  forget(id: string): void;
  forgetAll(): void;
};

const keptForMs = 10 * 60_000;
const mostKeys = 8;

export function createHeldKeys({ clock }: { clock: Clock }): HeldKeys {
  const memory = createSecretMemory();
  const facts = new Map<string, HeldFacts & { heldAt: number }>();

  const forget = (id: string) => {
    memory.remove(id);
    facts.delete(id);
  };
  const sweep = () => {
    for (const [id, { heldAt }] of facts) if (clock.now() - heldAt >= keptForMs) forget(id);
  };

  return {
    hold: (secret, given) => {
      sweep();
      for (const oldest of [...facts.keys()].slice(0, Math.max(0, facts.size + 1 - mostKeys))) forget(oldest);
      const id = randomUUID();
      memory.write(id, secret);
      facts.set(id, { ...given, heldAt: clock.now() });
      return id;
    },
    find: (id) => {
      sweep();
      const known = facts.get(id);
      const secret = memory.read(id);
      return known === undefined || secret === null ? null : { key: known.key, identity: known.identity, secret };
    },
    forget,
    forgetAll: () => {
      memory.clear();
      facts.clear();
    },
  };
}
