import { openVaultDialog } from '../../app/dialogs.ts';
import { Button } from '../../ui/button.tsx';
import { useVault, useVaultWatch } from './use-vault.ts';
import classes from './vault-bar.module.css';

/** Across the window while the vault is locked: nothing with a secret can be sent before it is opened. */
export function VaultBar() {
  useVaultWatch();
  const vault = useVault().data;
  if (vault === undefined || !vault.isLocked) return null;
  return (
    <div className={classes.bar} role="status">
      <span aria-hidden="true">▲</span>
      <p>
        <b>The vault is locked.</b>{' '}
        {vault.note ?? 'Everything can be read; calls that need a secret wait until you unlock it.'}
      </p>
      <Button size="small" onClick={openVaultDialog}>
        Unlock…
      </Button>
    </div>
  );
}
