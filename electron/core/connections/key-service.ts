import type { NewConnection } from '#shared/contract/connections.ts';
import type { ConnectionView } from '#shared/model/connection.ts';
import type { KeyDescription } from '#shared/model/key-description.ts';
import type { ReadKey } from '../keys/key-file-reading.ts';
import type { ConnectionStore } from '../store/connections.ts';
import type { SecretStore } from '../store/secrets.ts';
import { type ReadKeyFile, unreadable } from './given-secret.ts';
import type { HeldKeys } from './held-keys.ts';
import type { KeptConnections } from './kept-connections.ts';
import { partsOfKey } from './key-connection.ts';
import { failureOf, problemAt } from './problem.ts';
import { isKeyFor } from './same-login.ts';

type Dependencies = {
  store: ConnectionStore;
  secrets: SecretStore;
  held: HeldKeys;
  readKeyFile: ReadKeyFile;
  kept: KeptConnections;
  /** True for the account of a practice system that runs now. */
  isPracticeAccount(parts: NewConnection): boolean;
};

type KeyFile = { file: Blob; fileName: string };

export type HeldKeyView = {
  heldId: string;
  words: string;
  key: KeyDescription;
  suggestion: NewConnection | null;
  problems: string[];
};

export type KeyService = ReturnType<typeof createKeyService>;

/** Key files on their way in: read by their content, held until a connection takes them, or made a connection at once. */
export function createKeyService({ store, secrets, held, readKeyFile, kept, isPracticeAccount }: Dependencies) {
  const read = async ({ file, fileName }: KeyFile, password: string | null): Promise<ReadKey> => {
    const bytes = await bytesOf(file);
    try {
      const reading = await readKeyFile(bytes, fileName, password);
      if (!reading.ok) throw unreadable(reading);
      return reading;
    } finally {
      bytes.fill(0);
    }
  };

  /** Of several connections with the account, the one that lacks its secret is meant. */
  const connectionFor = (parts: NewConnection) => {
    const candidates = store.list().filter((connection) => isKeyFor(connection, parts));
    return candidates.find(({ id }) => secrets.stateOf(id) === 'missing') ?? candidates[0] ?? null;
  };

  return {
    /** @throws Failure KEY_UNREADABLE, KEY_PASSWORD_NEEDED */
    async readKey({ password, ...file }: KeyFile & { password: string | null }): Promise<HeldKeyView> {
      const reading = await read(file, password);
      const parts = partsOfKey(reading);
      const heldId = held.hold(reading.secret, { key: reading.key, identity: parts?.identity ?? null });
      const suggestion = parts === null ? null : withoutIdentity(parts);
      return { heldId, words: reading.words, key: reading.key, suggestion, problems: reading.warnings };
    },

    /** @throws Failure KEY_UNREADABLE, also for a key that does not say what it is for; KEY_PASSWORD_NEEDED */
    async importKey(file: KeyFile): Promise<{ connection: ConnectionView; isNew: boolean; problems: string[] }> {
      const reading = await read(file, null);
      const parts = partsOfKey(reading);
      if (parts === null) throw keyAlone(reading.words);
      const existing = connectionFor(parts);
      const { secret } = reading;
      const connection = await kept.adopt(parts, existing, { secret, isPractice: isPracticeAccount(parts) });
      return { connection, isNew: existing === null, problems: reading.warnings };
    },
  };
}

function withoutIdentity({ name, system, variables, credential }: NewConnection): NewConnection {
  return { name, system, variables, credential };
}

function keyAlone(words: string) {
  const mend = 'Make a connection and give it this key there.';
  return failureOf('KEY_UNREADABLE', [
    problemAt('', `This is ${words}: it does not say which system it is for.`, mend),
  ]);
}

const maxKeyFileBytes = 1024 * 1024;

async function bytesOf(file: Blob): Promise<Uint8Array> {
  if (file.size > maxKeyFileBytes) {
    const mend = 'Choose the key itself: a file of a few kilobytes.';
    throw failureOf('KEY_UNREADABLE', [problemAt('', 'The file is larger than 1 MB, and no key is.', mend)]);
  }
  return new Uint8Array(await file.arrayBuffer());
}
