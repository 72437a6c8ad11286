import { Failure } from '#core/failure.ts';
import type { SystemKeyStore } from '#core/ports.ts';
import type { SecretMemory } from './secret-memory.ts';
import type { Vault } from './vault.ts';
import type { WrappedKey } from './vault-file.ts';
import { unwrapBySystem, unwrapUnderPassphrase, wrapBySystem, wrapUnderPassphrase } from './vault-key.ts';
import type { VaultCircumstances } from './vault-notes.ts';

/** What opening, locking and filling the vault work on together. */
export type VaultParts = {
  vault: Vault;
  memory: SecretMemory;
  /** Ids of records that do not open although the key is right. */
  damaged: Set<string>;
  circumstances: VaultCircumstances;
  onNotice: (sentence: string) => void;
};

type SystemWrapping = WrappedKey & { kind: 'system-keychain' };

/** Tries the system's key store. Whatever it answers, no record is lost. */
export async function openBySystem(parts: VaultParts): Promise<void> {
  const { vault, circumstances } = parts;
  const { systemKeyStore } = circumstances;
  if (systemKeyStore === null || vault.isOpen()) return;
  circumstances.isKeyStoreAnother = false;
  for (const wrapped of vault.wrappings()) {
    if (wrapped.kind !== 'system-keychain') continue;
    let isStale = false;
    const key = await unwrapBySystem(wrapped, systemKeyStore, () => {
      isStale = true;
    }).catch(() => null);
    if (key === null) continue;
    circumstances.isKeyStoreAnother = !vault.open(key);
    if (vault.isOpen()) return afterOpeningBySystem(wrapped, isStale, systemKeyStore, parts);
  }
}

/** The wrapping that opened is proven; when the key store asks for it, the key is wrapped again. Neither may fail the opening. */
async function afterOpeningBySystem(
  proven: SystemWrapping,
  isStale: boolean,
  keyStore: SystemKeyStore,
  parts: VaultParts,
): Promise<void> {
  const { vault } = parts;
  try {
    if (isStale) await wrapAgain(proven, keyStore, vault);
    else if (proven === vault.keyPart()) await vault.dropFormer();
  } catch {
    // The file is as it was, it opens, and the next start tries again.
  }
  await afterOpening(parts);
}

async function wrapAgain(proven: SystemWrapping, keyStore: SystemKeyStore, vault: Vault): Promise<void> {
  await vault.rewrap({
    wrap: (key) => wrapBySystem(key, keyStore),
    unwrap: async (wrapped) => (wrapped.kind === 'system-keychain' ? unwrapBySystem(wrapped, keyStore) : null),
    former: proven,
  });
}

/** @throws Failure VAULT_PASSPHRASE_WRONG, changing nothing; VAULT_LOCKED when the system's key store does not open it */
export async function unlock(passphrase: string, parts: VaultParts): Promise<void> {
  const { vault, circumstances } = parts;
  const kept = vault.keyPart();
  if (kept === null || vault.isOpen()) return;
  if (kept.kind === 'system-keychain') {
    await openBySystem(parts);
    if (!vault.isOpen()) throw new Failure('VAULT_LOCKED', 'The key store of this computer did not open the vault.');
  } else {
    const dataKey = await unwrapUnderPassphrase(kept, passphrase);
    if (dataKey === null || !vault.open(dataKey)) throw wrongPassphrase('This passphrase does not open the vault.');
    await afterOpening(parts);
  }
  circumstances.isShut = false;
}

/**
 * Shuts a vault that has a file; one in memory has nothing to be opened with again and stays. What could not be saved
 * before is sealed first.
 * @throws Failure STORE_FAILED when it cannot be, leaving the vault open
 */
export async function lock({ vault, memory, circumstances }: VaultParts): Promise<void> {
  if (vault.keyPart() === null) return;
  if (vault.isOpen()) await sealWaiting(vault, memory);
  vault.shut();
  circumstances.isShut = true;
}

/** @throws Failure VAULT_PASSPHRASE_WRONG, STORE_FAILED; the old passphrase then goes on opening the vault */
export async function changePassphrase(
  { oldPassphrase, newPassphrase }: { oldPassphrase: string; newPassphrase: string },
  parts: VaultParts,
): Promise<void> {
  const { vault } = parts;
  const kept = vault.keyPart();
  if (kept?.kind !== 'passphrase') throw wrongPassphrase('There is no passphrase here that could be changed.');
  if ((await unwrapUnderPassphrase(kept, oldPassphrase)) === null) {
    throw wrongPassphrase('The old passphrase is not the one in use.');
  }
  await unlock(oldPassphrase, parts);
  await vault.rewrap({
    wrap: (key) => wrapUnderPassphrase(key, newPassphrase),
    unwrap: async (wrapped) => (wrapped.kind === 'passphrase' ? unwrapUnderPassphrase(wrapped, newPassphrase) : null),
    former: null,
  });
}

/** Names records that are damaged, and seals what was given while the vault was shut. */
async function afterOpening({ vault, memory, damaged, onNotice }: VaultParts): Promise<void> {
  const found = vault.damaged().filter((id) => !memory.has(id) && !damaged.has(id));
  for (const id of found) damaged.add(id);
  if (found.length > 0) {
    onNotice(`${found.length} of the saved secrets cannot be opened and must be given again; the others are there.`);
  }
  try {
    await sealWaiting(vault, memory);
  } catch {
    onNotice(
      'Secrets given while the vault was locked could not be saved; they stay in memory until Gatewright closes.',
    );
  }
}

async function sealWaiting(vault: Vault, memory: SecretMemory): Promise<void> {
  const waiting = memory.readAll();
  if (waiting.size === 0) return;
  await vault.write(waiting);
  memory.clear();
}

function wrongPassphrase(sentence: string): Failure {
  return new Failure('VAULT_PASSPHRASE_WRONG', sentence);
}
