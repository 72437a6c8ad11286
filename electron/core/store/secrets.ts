import { Failure } from '#core/failure.ts';
import type { SystemKeyStore } from '#core/ports.ts';
import type { SecretState } from '#shared/model/connection.ts';
import type { VaultStatus } from '#shared/model/vault-status.ts';
import type { StoreOptions } from './documents.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import type { Secret } from './secret.ts';
import { createSecretMemory, type SecretMemory } from './secret-memory.ts';
import { createVault, type Vault } from './vault.ts';
import { readVaultFile } from './vault-file.ts';
import { unwrapBySystem, unwrapUnderPassphrase, wrapBySystem, wrapUnderPassphrase } from './vault-key.ts';
import { describeVault, type VaultCircumstances } from './vault-notes.ts';

export type { Secret } from './secret.ts';

/** The secrets of the connections, each under its connection's id. No error, notice or status ever holds a value. */
export type SecretStore = {
  status(): VaultStatus;
  stateOf(id: string): Exclude<SecretState, 'not-needed'>;
  /** Null when there is none. Throws `VAULT_LOCKED` when it is sealed and the vault is shut. */
  read(id: string): Promise<Secret | null>;
  /** Returns when it is as safe as this vault can make it: on disk, or in memory where that is all there is. */
  write(id: string, secret: Secret): Promise<void>;
  remove(id: string): Promise<void>;
  /** Seals what is in memory under a passphrase, from now on on disk; on an open passphrase vault, changes the passphrase. */
  keep(passphrase: string): Promise<VaultStatus>;
  /** Opens a sealed vault and seals what was given meanwhile. Throws `VAULT_PASSPHRASE_WRONG`, changing nothing. */
  unlock(passphrase: string): Promise<VaultStatus>;
  dispose(): void;
};

export type SecretStoreOptions = StoreOptions & {
  systemKeyStore: SystemKeyStore | null;
  systemKeyStoreNote: string | null;
};

type Parts = {
  vault: Vault;
  memory: SecretMemory;
  damaged: Set<string>;
  circumstances: VaultCircumstances;
  onNotice: (sentence: string) => void;
};

/** Opens the vault of the data folder: with the system's key store at once, else locked until the passphrase is given. */
export async function openSecretStore(options: SecretStoreOptions): Promise<SecretStore> {
  const { systemKeyStore, systemKeyStoreNote, onNotice } = options;
  const parts: Parts = {
    vault: createVault(options.dataDir, readVaultFile(options)),
    memory: createSecretMemory(),
    damaged: new Set(),
    circumstances: { systemKeyStore, systemKeyStoreNote, hasKeyStoreRefused: false },
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
    keep: (passphrase) => oneAtATime(() => keep(passphrase, parts)).then(status),
    unlock: (passphrase) => oneAtATime(() => unlock(passphrase, parts)).then(status),
    dispose: () => {
      memory.clear();
      vault.close();
    },
  };
}

function stateOf(id: string, { vault, memory, damaged }: Parts): Exclude<SecretState, 'not-needed'> {
  if (memory.has(id)) return 'in-memory';
  if (!vault.has(id) || damaged.has(id)) return 'missing';
  return vault.isOpen() ? 'kept' : 'locked';
}

function isReadable(id: string, parts: Parts): boolean {
  return stateOf(id, parts) !== 'locked';
}

function readNow(id: string, { vault, memory }: Parts): Secret | null {
  if (memory.has(id)) return memory.read(id);
  return vault.has(id) ? vault.read(id) : null;
}

/** A key store that was locked at start may be open by now, so it is asked again before the call fails. */
async function readLocked(id: string, parts: Parts): Promise<Secret | null> {
  if (!isReadable(id, parts)) await openBySystem(parts);
  if (isReadable(id, parts)) return readNow(id, parts);
  throw new Failure('VAULT_LOCKED', 'The secret is saved, but the vault is locked.');
}

async function write(id: string, secret: Secret, parts: Parts): Promise<void> {
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
async function beginBySystem(id: string, secret: Secret, { vault, memory, circumstances }: Parts): Promise<boolean> {
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

/** Tries the system's key store. Whatever it answers, the file stays as it is. */
async function openBySystem(parts: Parts): Promise<void> {
  const { systemKeyStore } = parts.circumstances;
  const kept = parts.vault.keyPart();
  if (systemKeyStore === null || kept?.kind !== 'system-keychain' || parts.vault.isOpen()) return;
  try {
    const isRightKey = parts.vault.open(await unwrapBySystem(kept, systemKeyStore));
    if (isRightKey) await afterOpening(parts);
  } catch {
    // Locked, absent or replaced: the status says so, and the next read asks again.
  }
}

async function keep(passphrase: string, { vault, memory }: Parts): Promise<void> {
  const kept = vault.keyPart();
  const wrap = (key: Parameters<typeof wrapUnderPassphrase>[0]) => wrapUnderPassphrase(key, passphrase);
  if (kept === null) {
    await vault.begin(wrap, memory.readAll());
    memory.clear();
  } else if (!vault.isOpen()) {
    throw new Failure('VAULT_LOCKED', 'Secrets are saved here already: unlock the vault first.');
  } else if (kept.kind === 'passphrase') {
    await vault.rewrap(wrap);
  }
}

async function unlock(passphrase: string, parts: Parts): Promise<void> {
  const kept = parts.vault.keyPart();
  if (kept === null || parts.vault.isOpen()) return;
  if (kept.kind === 'system-keychain') {
    await openBySystem(parts);
    if (!parts.vault.isOpen())
      throw new Failure('VAULT_LOCKED', 'The key store of this computer did not open the vault.');
    return;
  }
  const dataKey = await unwrapUnderPassphrase(kept, passphrase);
  if (dataKey === null || !parts.vault.open(dataKey)) {
    throw new Failure('VAULT_PASSPHRASE_WRONG', 'This passphrase does not open the vault.');
  }
  await afterOpening(parts);
}

/** Names records that are damaged, and seals what was given while the vault was shut. */
async function afterOpening({ vault, memory, damaged, onNotice }: Parts): Promise<void> {
  for (const id of vault.damaged().filter((id) => !memory.has(id))) damaged.add(id);
  if (damaged.size > 0) {
    onNotice(`${damaged.size} of the saved secrets cannot be opened and must be given again; the others are there.`);
  }
  const waiting = memory.readAll();
  if (waiting.size === 0) return;
  try {
    await vault.write(waiting);
    memory.clear();
  } catch {
    onNotice(
      'Secrets given while the vault was locked could not be saved; they stay in memory until Gatewright closes.',
    );
  }
}
