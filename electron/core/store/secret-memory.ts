import { createKey, type Sealed } from './seal.ts';
import { type Secret, sealSecret, unsealSecret } from './secret.ts';

/** Secrets that go with the app. They are held sealed under a key of this run, and in the clear only while in use. */
export type SecretMemory = {
  has(id: string): boolean;
  read(id: string): Secret | null;
  write(id: string, secret: Secret): void;
  remove(id: string): void;
  /** All of them in the clear, to be sealed into the vault at once. */
  readAll(): Map<string, Secret>;
  clear(): void;
};

export function createSecretMemory(): SecretMemory {
  const key = createKey();
  const records = new Map<string, Sealed>();

  const read = (id: string): Secret | null => {
    const record = records.get(id);
    return record === undefined ? null : unsealSecret(id, record, key);
  };

  return {
    has: (id) => records.has(id),
    read,
    write: (id, secret) => {
      records.set(id, sealSecret(id, secret, key));
    },
    remove: (id) => {
      records.delete(id);
    },
    readAll: () => {
      const all = new Map<string, Secret>();
      for (const id of records.keys()) {
        const secret = read(id);
        if (secret !== null) all.set(id, secret);
      }
      return all;
    },
    clear: () => records.clear(),
  };
}
