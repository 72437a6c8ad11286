import { PasswordInput } from '@mantine/core';
import { type FormEvent, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import classes from './import-failure-dialog.module.css';
import { forgetImport, importFile, useImport } from './import-key.ts';

/** Asks for the password of a key file that was dropped, chosen or pasted. */
export function SealedFileDialog() {
  const { outcome, isBusy } = useImport();
  const field = useRef<HTMLInputElement>(null);
  if (outcome?.kind !== 'sealed') return null;
  const { file, fileName, isSecondTry } = outcome;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const password = field.current?.value ?? '';
    if (field.current !== null) field.current.value = '';
    void importFile(file, fileName, password);
  };
  return (
    <Dialog onClose={forgetImport} title="The key is sealed" size={460}>
      <form onSubmit={onSubmit}>
        <p className={classes.file}>
          <code>{fileName}</code> opens with a password of its own. Google’s .p12 files have <code>notasecret</code>.
        </p>
        <PasswordInput
          ref={field}
          label="Password of the file"
          autoComplete="off"
          error={isSecondTry ? 'That was not its password. Try again.' : undefined}
          data-autofocus
        />
        <DialogActions>
          <Button onClick={forgetImport}>Cancel</Button>
          <Button type="submit" kind="primary" isBusy={isBusy}>
            Open the file
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
