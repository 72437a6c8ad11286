import { PasswordInput } from '@mantine/core';
import { type FormEvent, useRef } from 'react';
import { closeDialog } from '../../app/dialogs.ts';
import { Button } from '../../ui/button.tsx';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { useUnlockVault } from './use-vault.ts';
import classes from './vault-dialog.module.css';

/** Asks for the passphrase of a sealed vault. */
export function UnlockForm() {
  const field = useRef<HTMLInputElement>(null);
  const unlock = useUnlockVault();
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const passphrase = field.current?.value ?? '';
    if (passphrase === '') return field.current?.focus();
    const isOpen = await unlock.run(passphrase);
    if (field.current !== null) field.current.value = '';
    if (isOpen) closeDialog();
    else field.current?.focus();
  };
  return (
    <form className={classes.form} onSubmit={(event) => void onSubmit(event)}>
      <PasswordInput
        ref={field}
        label="Passphrase"
        autoComplete="current-password"
        error={unlock.error === null ? undefined : `${unlock.error.sentence} ${unlock.error.mend}`}
        data-autofocus
      />
      <DialogActions>
        <Button onClick={closeDialog}>Later</Button>
        <Button type="submit" kind="primary" isBusy={unlock.isBusy}>
          Unlock
        </Button>
      </DialogActions>
    </form>
  );
}
