import { PasswordInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useRef, useState } from 'react';
import { closeDialog } from '../../app/dialogs.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { leastLength, type PassphraseFault, passphraseFault } from './passphrase-fault.ts';
import { useChangePassphrase } from './use-vault.ts';
import classes from './vault-dialog.module.css';

/** Asks for the old passphrase and a new one twice. The fields are not React's, and emptied once they are read. */
export function ChangeForm({ onDone }: { onDone: () => void }) {
  const old = useRef<HTMLInputElement>(null);
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<PassphraseFault | null>(null);
  const change = useChangePassphrase();
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const oldPassphrase = old.current?.value ?? '';
    const newPassphrase = first.current?.value ?? '';
    const found = passphraseFault(newPassphrase, second.current?.value ?? '');
    setFault(found);
    if (oldPassphrase === '') return old.current?.focus();
    if (found !== null) return (found.field === 'first' ? first : second).current?.focus();
    const isChanged = await change.run({ oldPassphrase, newPassphrase });
    if (!isChanged) return old.current?.select();
    for (const field of [old, first, second]) if (field.current !== null) field.current.value = '';
    closeDialog();
    notifications.show({ title: 'The passphrase is changed', message: 'The next start asks for the new one.' });
  };
  return (
    <form className={classes.form} onSubmit={(event) => void onSubmit(event)}>
      <PasswordInput ref={old} label="Passphrase until now" autoComplete="current-password" data-autofocus />
      <PasswordInput
        ref={first}
        label="New passphrase"
        description={`At least ${leastLength} characters.`}
        autoComplete="new-password"
        error={fault?.field === 'first' ? fault.sentence : undefined}
      />
      <PasswordInput
        ref={second}
        label="The new one again"
        autoComplete="new-password"
        error={fault?.field === 'second' ? fault.sentence : undefined}
      />
      <ActionError error={change.error} />
      <DialogActions>
        <Button onClick={onDone}>Back</Button>
        <Button type="submit" kind="primary" isBusy={change.isBusy}>
          Change passphrase
        </Button>
      </DialogActions>
    </form>
  );
}
