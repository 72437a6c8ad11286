import { useState } from 'react';
import type { VaultStatus } from '#shared/model/vault-status.ts';
import { closeDialog, useIsDialogOpen } from '../../app/dialogs.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { ChangeForm } from './change-form.tsx';
import { IdleField } from './idle-field.tsx';
import { KeepForm } from './keep-form.tsx';
import { UnlockForm } from './unlock-form.tsx';
import { useLockVault, useUnlockVault, useVault } from './use-vault.ts';
import classes from './vault-dialog.module.css';

/** Which vault is in use, why, and what can be done about it. */
export function VaultDialog() {
  const isOpen = useIsDialogOpen('vault');
  const vault = useVault().data;
  if (!isOpen || vault === undefined) return null;
  return (
    <Dialog onClose={closeDialog} title={titleOf(vault)} size={460}>
      <p className={classes.says}>{vault.note ?? explanationOf(vault)}</p>
      <VaultForm vault={vault} />
    </Dialog>
  );
}

function VaultForm({ vault }: { vault: VaultStatus }) {
  const [isChanging, setIsChanging] = useState(false);
  if (vault.kind === 'memory') return <KeepForm />;
  if (vault.isLocked) return vault.kind === 'passphrase' ? <UnlockForm /> : <OpenByKeychain />;
  if (isChanging) return <ChangeForm onDone={() => setIsChanging(false)} />;
  return <OpenVault vault={vault} onChange={() => setIsChanging(true)} />;
}

/** A sealed vault that is open: lock it now, when idle, or under another passphrase. */
function OpenVault({ vault, onChange }: { vault: VaultStatus; onChange: () => void }) {
  const lock = useLockVault();
  const lockNow = async () => {
    if (await lock.run()) closeDialog();
  };
  return (
    <div className={classes.form}>
      <IdleField />
      <ActionError error={lock.error} />
      <DialogActions>
        {vault.kind === 'passphrase' ? <Button onClick={onChange}>Change passphrase…</Button> : null}
        <Button isBusy={lock.isBusy} onClick={() => void lockNow()}>
          Lock now
        </Button>
        <Button onClick={closeDialog} data-autofocus>
          Close
        </Button>
      </DialogActions>
    </div>
  );
}

/** Nothing is typed: the operating system opens it, or does not. */
function OpenByKeychain() {
  const unlock = useUnlockVault();
  const open = async () => {
    if (await unlock.run('')) closeDialog();
  };
  return (
    <>
      <ActionError error={unlock.error} />
      <DialogActions>
        <Button onClick={closeDialog}>Later</Button>
        <Button kind="primary" isBusy={unlock.isBusy} onClick={() => void open()} data-autofocus>
          Unlock
        </Button>
      </DialogActions>
    </>
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
