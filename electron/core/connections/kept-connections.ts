import { randomUUID } from 'node:crypto';
import type { Connection, ConnectionView } from '#shared/model/connection.ts';
import { Failure } from '../failure.ts';
import type { Clock } from '../ports.ts';
import type { ConnectionStore } from '../store/connections.ts';
import type { Secret, SecretStore } from '../store/secrets.ts';
import { type ConnectionParts, connectionOf } from './key-connection.ts';

export type KeptDependencies = {
  clock: Clock;
  store: ConnectionStore;
  secrets: SecretStore;
  /** What is known of a connection's login: the token at hand and how the server's clock goes. */
  loginStateOf(connection: Connection): Pick<ConnectionView, 'token' | 'clockSkewMs'>;
  /** Drops what was made of a connection's secret: tokens, session cookies. */
  forgetLogin(id: string): void;
};

export type KeptConnections = {
  /** As the screens see it: stored part, where the secret is, and the token at hand. */
  view(connection: Connection): ConnectionView;
  /** @throws Failure CONNECTION_NOT_FOUND */
  find(id: string): Connection;
  names(): string[];
  /** Stores a connection with its secret, or with the one it has when none is given. */
  keep(connection: Connection, secret: Secret | null): Promise<ConnectionView>;
  /** Makes a connection of these parts, or brings the existing one up to date. */
  adopt(parts: ConnectionParts, existing: Connection | null, options: Adoption): Promise<ConnectionView>;
};

export type Adoption = { secret: Secret | null; id?: string; isPractice?: boolean };

/** Connections and their secrets, kept together. */
export function createKeptConnections({ clock, store, secrets, ...deps }: KeptDependencies): KeptConnections {
  const view = (connection: Connection): ConnectionView => ({
    ...connection,
    ...deps.loginStateOf(connection),
    secretState: connection.credential.kind === 'none' ? 'not-needed' : secrets.stateOf(connection.id),
  });
  const names = () => store.list().map(({ name }) => name);

  /** The secret first: a connection without its secret says so, a secret without its connection would lie there unseen. */
  const keep = async (connection: Connection, secret: Secret | null): Promise<ConnectionView> => {
    const isNew = store.get(connection.id) === null;
    if (secret !== null) await secrets.write(connection.id, secret);
    try {
      store.put(connection);
    } catch (error) {
      if (isNew) await secrets.remove(connection.id);
      throw error;
    }
    deps.forgetLogin(connection.id);
    return view(connection);
  };

  return {
    view,
    names,
    keep,
    find(id) {
      const connection = store.get(id);
      if (connection === null) throw new Failure('CONNECTION_NOT_FOUND', 'This connection is no longer there.');
      return connection;
    },
    adopt(parts, existing, { secret, id = existing?.id ?? randomUUID(), isPractice = false }) {
      return keep(connectionOf(parts, existing, { id, now: clock.now(), takenNames: names(), isPractice }), secret);
    },
  };
}
