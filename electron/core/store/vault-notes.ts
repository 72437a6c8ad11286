import type { SystemKeyStore } from '#core/ports.ts';
import type { VaultStatus } from '#shared/model/vault-status.ts';
import type { Vault } from './vault.ts';

/** What the words of a status depend on besides the vault itself. */
export type VaultCircumstances = {
  systemKeyStore: SystemKeyStore | null;
  systemKeyStoreNote: string | null;
  /** The key store was asked to wrap a new key and did not, or gave another key back. */
  hasKeyStoreRefused: boolean;
  /** The key store opened what it was asked to, and gave another key than the one that sealed the secrets. */
  isKeyStoreAnother: boolean;
  /** Locked on purpose: the key store is not asked before `unlock`. */
  isShut: boolean;
};

const untilThen = 'Secrets given now stay in memory until Gatewright closes.';

/** Which vault is in use, and in words why it is not a better one. */
export function describeVault(vault: Vault, circumstances: VaultCircumstances): VaultStatus {
  const kept = vault.keyPart();
  if (kept === null) return describeWithoutFile(circumstances);
  if (vault.isOpen()) return { kind: kept.kind, isLocked: false, note: null };
  if (kept.kind === 'passphrase') {
    const note = 'The saved secrets are locked: give the passphrase. Secrets given before stay in memory until then.';
    return { kind: 'passphrase', isLocked: true, note };
  }
  return { kind: 'system-keychain', isLocked: true, note: describeSystemLock(circumstances) };
}

function describeWithoutFile({
  systemKeyStore,
  systemKeyStoreNote,
  hasKeyStoreRefused,
}: VaultCircumstances): VaultStatus {
  if (systemKeyStore !== null && !hasKeyStoreRefused) return { kind: 'system-keychain', isLocked: false, note: null };
  const why = hasKeyStoreRefused
    ? 'The key store of this computer did not take our key.'
    : (systemKeyStoreNote ?? 'There is no key store here.');
  const how = 'Secrets stay in memory until Gatewright closes. Keep them under a passphrase to have them saved.';
  return { kind: 'memory', isLocked: false, note: `${why} ${how}` };
}

function describeSystemLock(circumstances: VaultCircumstances): string {
  const { systemKeyStore, systemKeyStoreNote, isKeyStoreAnother, isShut } = circumstances;
  if (isShut) return `The saved secrets are locked until you unlock them. ${untilThen}`;
  if (isKeyStoreAnother) {
    return `The saved secrets are kept as they are, but the key store of this computer holds another key now than the one that sealed them. They open again when the former one is back. ${untilThen}`;
  }
  if (systemKeyStore !== null) {
    return `The saved secrets are kept as they are, but the key store that sealed them is locked or is another one now. Unlock it and try again. ${untilThen}`;
  }
  const why = systemKeyStoreNote ?? 'There is no key store here.';
  return `The saved secrets are kept as they are, but a key store that is not here sealed them. ${why} ${untilThen}`;
}
