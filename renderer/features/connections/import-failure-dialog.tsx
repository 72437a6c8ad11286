import { useIsDialogOpen } from '../../app/dialogs.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { Problems } from '../../ui/problems.tsx';
import classes from './import-failure-dialog.module.css';
import { chooseKeyFile, forgetImport, useImport } from './import-key.ts';

/** Says everything that is wrong with a key file that was dropped or chosen. */
export function ImportFailureDialog() {
  const { outcome } = useImport();
  const isPasting = useIsDialogOpen('paste');
  if (outcome?.kind !== 'failed' || isPasting) return null;
  const { error, fileName } = outcome;
  return (
    <Dialog
      onClose={forgetImport}
      title={error.problems.length === 0 ? error.sentence : 'This file cannot be read'}
      size={600}
    >
      <p className={classes.file}>
        In <code>{fileName}</code>. Nothing was kept of it.
      </p>
      <Problems problems={error.problems} />
      {error.problems.length === 0 ? <p>{error.mend}</p> : null}
      <DialogActions>
        <Button onClick={forgetImport}>Close</Button>
        <Button
          kind="primary"
          onClick={() => {
            forgetImport();
            chooseKeyFile();
          }}
        >
          Choose another file…
        </Button>
      </DialogActions>
    </Dialog>
  );
}
