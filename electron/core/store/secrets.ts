import { Failure } from '#core/failure.ts';
import type { SystemKeyStore } from '#core/ports.ts';
import type { SecretState } from '#shared/model/connection.ts';
import type { VaultStatus } from '#shared/model/vault-status.ts';
import type { StoreOptions } from './documents.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import type { Secret } from './secret.ts';
import { createSecretMemory } from './secret-memory.ts';
import { createVault } from './vault.ts';
import { readVaultFile } from './vault-file.ts';
import { wrapBySystem, wrapUnderPassphrase } from './vault-key.ts';
import { describeVault } from './vault-notes.ts';
import { changePassphrase, lock, openBySystem, unlock, type VaultParts } from './vault-opening.ts';

export type { Secret } from './secret.ts';

/** The secrets of the connections, each under its connection's id, and that of the proxy. No error, notice or status ever holds a value. */
export type SecretStore = {
  status(): VaultStatus;
  stateOf(id: string): Exclude<SecretState, 'not-needed'>;
  /** Null when there is none. Throws `VAULT_LOCKED` when it is sealed and the vault is shut. */
  read(id: string): Promise<Secret | null>;
  /** Returns when it is as safe as this vault can make it: on disk, or in memory where that is all there is. */
  write(id: string, secret: Secret): Promise<void>;
  remove(id: string): Promise<void>;
  /** Gives `to` the secret of `from`, if it has one. Throws `VAULT_LOCKED` as `read` does. */
  copy(from: string, to: string): Promise<void>;
  /** Seals what is in memory under a passphrase, from now on on disk. Refused where there is a passphrase already. */
  keep(passphrase: string): Promise<VaultStatus>;
  /** Opens a sealed vault and seals what was given meanwhile. Throws `VAULT_PASSPHRASE_WRONG`, changing nothing. */
  unlock(passphrase: string): Promise<VaultStatus>;
  /** Drops the key of a sealed vault: what is kept opens only after `unlock`. A vault in memory stays as it is. */
  lock(): Promise<VaultStatus>;
  /** Throws `VAULT_PASSPHRASE_WRONG`; the old file stays until the new one has been read back and opened. */
  changePassphrase(passphrases: { oldPassphrase: string; newPassphrase: string }): Promise<VaultStatus>;
  dispose(): void;
};

export type SecretStoreOptions = StoreOptions & {
  systemKeyStore: SystemKeyStore | null;
  systemKeyStoreNote: string | null;
};

/** Opens the vault of the data folder: with the system's key store at once, else locked until the passphrase is given. */
export async function openSecretStore(options: SecretStoreOptions): Promise<SecretStore> {
  const { systemKeyStore, systemKeyStoreNote, onNotice } = options;
  const never = { hasKeyStoreRefused: false, isKeyStoreAnother: false, isShut: false };
  const parts: VaultParts = {
    vault: createVault(options.dataDir, readVaultFile(options)),
    memory: createSecretMemory(),
    damaged: new Set(),
    circumstances: { systemKeyStore, systemKeyStoreNote, ...never },
    onNotice,
  };
  await openBySystem(parts);
  const oneAtATime = createOneAtATime();
  const { vault, memory, damaged, circumstances } = parts;
  const status = () => describeVault(vault, circumstances);

  return {
    status,
    stateOf: (id) => stateOf(id, parts),
    read: (id) =>
      isReadable(id, parts) ? Promise.resolve(readNow(id, parts)) : oneAtATime(() => readLocked(id, parts)),
    write: (id, secret) => oneAtATime(() => write(id, secret, parts)),
    remove: (id) =>
      oneAtATime(async () => {
        memory.remove(id);
        await vault.remove(id);
        damaged.delete(id);
      }),
    copy: (from, to) =>
      oneAtATime(async () => {
        const secret = await readLocked(from, parts);
        if (secret !== null) await write(to, secret, parts);
      }),
    keep: (passphrase) => oneAtATime(() => keep(passphrase, parts)).then(status),
    unlock: (passphrase) => oneAtATime(() => unlock(passphrase, parts)).then(status),
    lock: () => oneAtATime(() => lock(parts)).then(status),
    changePassphrase: (passphrases) => oneAtATime(() => changePassphrase(passphrases, parts)).then(status),
    dispose: () => {
      memory.clear();
      vault.close();
    },
  };
}

function stateOf(id: string, { vault, memory, damaged }: VaultParts): Exclude<SecretState, 'not-needed'> {
  if (memory.has(id)) return 'in-memory';
  if (!vault.has(id) || damaged.has(id)) return 'missing';
  return vault.isOpen() ? 'kept' : 'locked';
}

function isReadable(id: string, parts: VaultParts): boolean {
  return stateOf(id, parts) !== 'locked';
}

function readNow(id: string, { vault, memory }: VaultParts): Secret | null {
  if (memory.has(id)) return memory.read(id);
  return vault.isOpen() && vault.has(id) ? vault.read(id) : null;
}

/** A key store that was locked at start may be open by now, so it is asked again before the call fails; not after `lock`. */
async function readLocked(id: string, parts: VaultParts): Promise<Secret | null> {
  if (!isReadable(id, parts) && !parts.circumstances.isShut) await openBySystem(parts);
  if (isReadable(id, parts)) return readNow(id, parts);
  throw new Failure('VAULT_LOCKED', 'The secret is saved, but the vault is locked.');
}

async function write(id: string, secret: Secret, parts: VaultParts): Promise<void> {
  const { vault, memory, damaged } = parts;
  if (vault.isOpen()) {
    await vault.write(new Map([[id, secret]]));
    memory.remove(id);
  } else if (!(await beginBySystem(id, secret, parts))) {
    memory.write(id, secret);
  }
  damaged.delete(id);
}

/** Begins a vault in the system's key store with the first secret. False when there is none or it refuses. */
async function beginBySystem(
  id: string,
  secret: Secret,
  { vault, memory, circumstances }: VaultParts,
): Promise<boolean> {
  const { systemKeyStore } = circumstances;
  if (systemKeyStore === null || vault.keyPart() !== null) return false;
  try {
    await vault.begin((key) => wrapBySystem(key, systemKeyStore), memory.readAll().set(id, secret));
  } catch (error) {
    if (error instanceof Failure) throw error;
    circumstances.hasKeyStoreRefused = true;
    return false;
  }
  circumstances.hasKeyStoreRefused = false;
  memory.clear();
  return true;
}

async function keep(passphrase: string, { vault, memory }: VaultParts): Promise<void> {
  const kept = vault.keyPart();
  const wrap = (key: Parameters<typeof wrapUnderPassphrase>[0]) => wrapUnderPassphrase(key, passphrase);
  if (kept === null) {
    await vault.begin(wrap, memory.readAll());
    memory.clear();
  } else if (!vault.isOpen()) {
    throw new Failure('VAULT_LOCKED', 'Secrets are saved here already: unlock the vault first.');
  } else if (kept.kind === 'passphrase') {
    throw new Failure('VAULT_PASSPHRASE_WRONG', 'There is a passphrase already: change it, giving the one in use.');
  }
}
