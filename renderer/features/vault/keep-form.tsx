import { PasswordInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useRef, useState } from 'react';
import { closeDialog } from '../../app/dialogs.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { leastLength, type PassphraseFault, passphraseFault } from './passphrase-fault.ts';
import { useKeepSecrets } from './use-vault.ts';
import classes from './vault-dialog.module.css';

/** Asks for a passphrase twice. The fields are not React's: what is typed is read once and then emptied. */
export function KeepForm() {
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<PassphraseFault | null>(null);
  const keep = useKeepSecrets();
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const found = passphraseFault(first.current?.value ?? '', second.current?.value ?? '');
    setFault(found);
    if (found !== null) return (found.field === 'first' ? first : second).current?.focus();
    if (!(await keep.run(first.current?.value ?? ''))) return;
    for (const field of [first, second]) if (field.current !== null) field.current.value = '';
    closeDialog();
    notifications.show({ title: 'Secrets are kept', message: 'The passphrase is asked for at the next start.' });
  };
  return (
    <form className={classes.form} onSubmit={(event) => void onSubmit(event)}>
      <PasswordInput
        ref={first}
        label="Passphrase"
        description={`At least ${leastLength} characters; a few words are better than one with signs.`}
        autoComplete="new-password"
        error={fault?.field === 'first' ? fault.sentence : undefined}
        data-autofocus
      />
      <PasswordInput
        ref={second}
        label="The same again"
        autoComplete="new-password"
        error={fault?.field === 'second' ? fault.sentence : undefined}
      />
      <ActionError error={keep.error} />
      <DialogActions>
        <Button onClick={closeDialog}>Leave them in memory</Button>
        <Button type="submit" kind="primary" isBusy={keep.isBusy}>
          Keep secrets
        </Button>
      </DialogActions>
    </form>
  );
}
