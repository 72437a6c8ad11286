import { Modal } from '@mantine/core';
import type { VaultStatus } from '#shared/model/vault-status.ts';
import { closeDialog, useIsDialogOpen } from '../../app/dialogs.ts';
import { Button } from '../../ui/button.tsx';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { KeepForm } from './keep-form.tsx';
import { UnlockForm } from './unlock-form.tsx';
import { useVault } from './use-vault.ts';
import classes from './vault-dialog.module.css';

/** Which vault is in use, why, and what can be done about it. */
export function VaultDialog() {
  const isOpen = useIsDialogOpen('vault');
  const vault = useVault().data;
  if (!isOpen || vault === undefined) return null;
  return (
    <Modal opened onClose={closeDialog} title={titleOf(vault)} size={460}>
      <p className={classes.says}>{vault.note ?? explanationOf(vault)}</p>
      <VaultForm vault={vault} />
    </Modal>
  );
}

function VaultForm({ vault }: { vault: VaultStatus }) {
  if (vault.isLocked && vault.kind === 'passphrase') return <UnlockForm />;
  if (vault.kind === 'memory') return <KeepForm />;
  return (
    <DialogActions>
      <Button onClick={closeDialog} data-autofocus>
        Close
      </Button>
    </DialogActions>
  );
}

function titleOf({ kind, isLocked }: VaultStatus): string {
  if (isLocked) return 'The vault is locked';
  switch (kind) {
    case 'memory':
      return 'Secrets are in memory only';
    case 'passphrase':
      return 'Secrets are sealed by your passphrase';
    case 'system-keychain':
      return 'Secrets are sealed by the system keychain';
  }
}

function explanationOf({ kind, isLocked }: VaultStatus): string {
  if (isLocked && kind === 'passphrase')
    return 'The secrets on disk are sealed. Your passphrase opens them for this session.';
  if (isLocked) return 'The system keychain does not give out the key. What is sealed on disk is kept as it is.';
  switch (kind) {
    case 'memory':
      return 'They go when Gatewright ends, and connections then ask for their key again. To keep them, choose a passphrase: they are then sealed on disk under it.';
    case 'passphrase':
      return 'They are kept on disk, encrypted under a key made from your passphrase. It is asked for once at every start and cannot be recovered.';
    case 'system-keychain':
      return 'They are kept on disk, encrypted under a key that only this user of this computer can open. There is nothing to type.';
  }
}
