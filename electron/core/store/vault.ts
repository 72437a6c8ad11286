import type { KeyObject } from 'node:crypto';
import { Failure } from '#core/failure.ts';
import { createKey } from './seal.ts';
import { type Secret, sealSecret, unsealSecret } from './secret.ts';
import { type VaultFile, vaultFormat, type WrappedKey, writeVaultFile } from './vault-file.ts';
import { passesCheck, sealCheck } from './vault-key.ts';

/** The vault on disk and, while it is open, the key to it. Every change is on disk before it is visible here. */
export type Vault = {
  /** Null while there is no file. */
  keyPart(): WrappedKey | null;
  /** Every wrapping the data key may be got from, the newest first; a second one only until the first is proven. */
  wrappings(): WrappedKey[];
  isOpen(): boolean;
  has(id: string): boolean;
  /** Null when there is no such record or it is damaged. Only while open. */
  read(id: string): Secret | null;
  /** Takes the key when it is the right one, and says so. */
  open(key: KeyObject): boolean;
  /** Ids of records that do not open although the key is right. */
  damaged(): string[];
  /** Begins a vault; the wrapping of its key is the caller's. */
  begin(wrap: (key: KeyObject) => Promise<WrappedKey>, secrets: Map<string, Secret>): Promise<void>;
  /**
   * Wraps the same data key anew; `former` stays beside it until `dropFormer`. The old file gives way only once the new one,
   * read back from disk, was opened by `unwrap` with every record in it. Only while open.
   */
  rewrap(to: Rewrapping): Promise<void>;
  /** Ends the time of the former wrapping. */
  dropFormer(): Promise<void>;
  /** Only while open. */
  write(secrets: Map<string, Secret>): Promise<void>;
  /** Takes a record out, for which no key is needed. */
  remove(id: string): Promise<void>;
  /** Drops the key; the file stays, and can be opened again. */
  shut(): void;
  close(): void;
};

export type Rewrapping = {
  wrap(key: KeyObject): Promise<WrappedKey>;
  unwrap(wrapped: WrappedKey): Promise<KeyObject | null>;
  former: WrappedKey | null;
};

/** A vault over what was read from disk. Callers take care that one change is made at a time. */
export function createVault(dataDir: string, initial: VaultFile | null): Vault {
  let file = initial;
  let dataKey: KeyObject | null = null;

  const recordOf = (id: string) => file?.records.find((record) => record.id === id);
  const replace = async (next: VaultFile, prove?: (read: VaultFile) => Promise<void>): Promise<void> => {
    await writeVaultFile(dataDir, next, prove);
    file = next;
  };
  const opened = (): { file: VaultFile; key: KeyObject } => {
    if (file === null || dataKey === null) throw new Error('The vault is not open.');
    return { file, key: dataKey };
  };

  return {
    keyPart: () => file?.key ?? null,
    wrappings: () => [file?.key, file?.formerKey].filter((wrapped) => wrapped !== undefined),
    isOpen: () => file !== null && dataKey !== null,
    has: (id) => recordOf(id) !== undefined,
    read: (id) => {
      const record = recordOf(id);
      return record === undefined ? null : unsealSecret(id, record, opened().key);
    },
    open: (key) => {
      if (file === null || !passesCheck(file.check, key)) return false;
      dataKey = key;
      return true;
    },
    damaged: () => {
      const { file, key } = opened();
      return file.records.filter((record) => unsealSecret(record.id, record, key) === null).map(({ id }) => id);
    },
    begin: async (wrap, secrets) => {
      const key = createKey();
      await replace({
        format: vaultFormat,
        key: await wrap(key),
        check: sealCheck(key),
        records: sealAll(secrets, key),
      });
      dataKey = key;
    },
    rewrap: async ({ wrap, unwrap, former }) => {
      const { file, key } = opened();
      const next = { ...withoutFormer(file), key: await wrap(key), ...(former === null ? {} : { formerKey: former }) };
      await replace(next, async (read) => {
        const returned = await unwrap(read.key).catch(() => null);
        if (returned === null || !opensAlike(read, returned, file, key)) throw notProven();
      });
    },
    dropFormer: async () => {
      if (file?.formerKey !== undefined) await replace(withoutFormer(file));
    },
    write: async (secrets) => {
      const { file, key } = opened();
      const others = file.records.filter((record) => !secrets.has(record.id));
      await replace({ ...file, records: [...others, ...sealAll(secrets, key)] });
    },
    remove: async (id) => {
      if (file === null || recordOf(id) === undefined) return;
      await replace({ ...file, records: file.records.filter((record) => record.id !== id) });
    },
    shut: () => {
      dataKey = null;
    },
    close: () => {
      file = null;
      dataKey = null;
    },
  };
}

function sealAll(secrets: Map<string, Secret>, key: KeyObject): VaultFile['records'] {
  return [...secrets].map(([id, secret]) => ({ id, ...sealSecret(id, secret, key) }));
}

function withoutFormer({ formerKey: _, ...file }: VaultFile): VaultFile {
  return file;
}

/** Whether the key opens the new file, and in it every record that the old one opened. */
function opensAlike(next: VaultFile, nextKey: KeyObject, before: VaultFile, key: KeyObject): boolean {
  if (!passesCheck(next.check, nextKey)) return false;
  const ids = ({ records }: VaultFile, by: KeyObject) =>
    records.filter((record) => unsealSecret(record.id, record, by) !== null).map(({ id }) => id);
  return ids(next, nextKey).join('\n') === ids(before, key).join('\n');
}

function notProven(): Failure {
  return new Failure('STORE_FAILED', 'The vault would not have opened again that way, so it was left as it was.');
}
