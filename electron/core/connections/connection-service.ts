import { randomUUID } from 'node:crypto';
import type { Connection, ConnectionView } from '#shared/model/connection.ts';
import type { ClientAuthentication } from '#shared/model/credential.ts';
import type { Tokens } from '../auth/tokens.ts';
import { Failure } from '../failure.ts';
import type { Clock } from '../ports.ts';
import type { ConnectionStore } from '../store/connections.ts';
import type { SecretStore } from '../store/secrets.ts';
import { connectionFromKey, readKeyFile } from './key-file.ts';

type Dependencies = {
  clock: Clock;
  store: ConnectionStore;
  secrets: SecretStore;
  tokens: Tokens;
  /** True for the client the running practice system handed its key to. */
  isPracticeClient(clientId: string): boolean;
};

type Change = {
  id: string;
  name?: string | undefined;
  variables?: Record<string, string> | undefined;
  clientAuthentication?: ClientAuthentication | undefined;
  scope?: string | undefined;
};

export type ConnectionService = ReturnType<typeof createConnectionService>;

/** Connections as the screens see them: stored part, where the secret is, and the token at hand. */
export function createConnectionService({ clock, store, secrets, tokens, isPracticeClient }: Dependencies) {
  const view = (connection: Connection): ConnectionView => ({
    ...connection,
    secretState: connection.credential.kind === 'none' ? 'not-needed' : secrets.stateOf(connection.id),
    token: tokens.stateOf(connection.id),
  });

  /** @throws Failure CONNECTION_NOT_FOUND */
  const find = (id: string): Connection => {
    const connection = store.get(id);
    if (connection === null) throw new Failure('CONNECTION_NOT_FOUND', 'This connection is no longer there.');
    return connection;
  };

  const importText = async (text: string, options: { id?: string; isPractice: boolean }) => {
    const key = readKeyFile(text);
    const existing =
      options.id === undefined ? store.list().find((other) => isSameLogin(other, key)) : store.get(options.id);
    const connection = connectionFromKey(key, existing ?? null, {
      id: existing?.id ?? options.id ?? randomUUID(),
      now: clock.now(),
      takenNames: store.list().map((other) => other.name),
      isPractice: options.isPractice || isPracticeClient(key.clientId),
    });
    await secrets.write(connection.id, key.secret);
    store.put(connection);
    tokens.forget(connection.id);
    return { connection: view(connection), isNew: !existing, problems: key.warnings };
  };

  return {
    find,
    list: (): ConnectionView[] => store.list().map(view),
    importText,
    async importKey({ file }: { file: Blob; fileName: string }) {
      return importText(await textOf(file), { isPractice: false });
    },
    update({ id, name, variables, clientAuthentication, scope }: Change): ConnectionView {
      const before = find(id);
      const credential =
        before.credential.kind === 'none'
          ? before.credential
          : {
              ...before.credential,
              clientAuthentication: clientAuthentication ?? before.credential.clientAuthentication,
              scope: scope ?? before.credential.scope,
            };
      const after = { ...before, name: name ?? before.name, variables: variables ?? before.variables, credential };
      store.put(after);
      return view(after);
    },
    async remove(id: string): Promise<void> {
      find(id);
      await secrets.remove(id);
      store.remove(id);
      tokens.forget(id);
    },
  };
}

const maxKeyFileBytes = 1024 * 1024;

async function textOf(file: Blob): Promise<string> {
  if (file.size > maxKeyFileBytes) {
    throw new Failure('KEY_UNREADABLE', 'This file is larger than 1 MB, and no service key is.', {
      problems: [
        {
          field: '',
          line: null,
          column: null,
          sentence: 'The file is larger than 1 MB.',
          mend: 'Choose the service key itself: a JSON text of a few kilobytes.',
        },
      ],
    });
  }
  return file.text();
}

/** The same client at the same token endpoint: a key given again, not another connection. */
function isSameLogin(connection: Connection, key: { clientId: string; tokenUrl: string }): boolean {
  const { credential } = connection;
  return (
    credential.kind === 'oauth2-client-credentials' &&
    credential.clientId === key.clientId &&
    credential.tokenUrl === key.tokenUrl
  );
}
