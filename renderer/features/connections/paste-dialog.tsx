import { useRef, useState } from 'react';
import type { Problem } from '#shared/contract/errors.ts';
import { closeDialog, useIsDialogOpen } from '../../app/dialogs.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { Problems } from '../../ui/problems.tsx';
import { forgetImport, importFile, useImport } from './import-key.ts';
import classes from './paste-dialog.module.css';

/** The name a pasted key goes by; `ImportFailureDialog` leaves its faults to this dialog. */
export const pastedName = 'pasted text';

/** A place to paste a key, or a transcript, into. */
export function PasteDialog() {
  const isOpen = useIsDialogOpen('paste');
  return isOpen ? <OpenPasteDialog /> : null;
}

// The text stays in the field, which is the user's own, and nowhere else: no state, no draft. It is emptied when the key has
// been read and when the dialog closes. A key with a fault stays, because its faults are named by place.
function OpenPasteDialog() {
  const field = useRef<HTMLTextAreaElement>(null);
  const [isEmpty, setIsEmpty] = useState(true);
  const { isBusy, outcome } = useImport();
  const failed = outcome?.kind === 'failed' && outcome.fileName === pastedName ? outcome.error : null;
  const close = () => {
    if (field.current !== null) field.current.value = '';
    forgetImportUnlessImported(outcome?.kind === 'imported');
    closeDialog();
  };
  const read = async () => {
    if (field.current === null || field.current.value.trim() === '') return;
    const outcome = await importFile(new Blob([field.current.value]), pastedName);
    if (outcome?.kind === 'failed') return;
    if (field.current !== null) field.current.value = '';
    closeDialog();
  };
  return (
    <Dialog onClose={close} title="Paste a key or a transcript" size={640}>
      <p className={classes.says}>
        A service key as the cockpit shows it or <code>cf service-key</code> prints it, a Google service account, PEM,
        or a JWK; or a curl line with what <code>-v</code> printed. It goes straight to the core.
      </p>
      <textarea
        ref={field}
        className={`mono ${classes.text}`}
        aria-label="Key or transcript"
        rows={12}
        spellCheck={false}
        autoComplete="off"
        data-autofocus
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void read();
        }}
        onInput={(event) => setIsEmpty(event.currentTarget.value.trim() === '')}
      />
      {failed === null ? null : (
        <div className={classes.failed} role="alert">
          {failed.problems.length === 0 ? <b>{failed.sentence}</b> : <b>It cannot be read yet.</b>}
          <Problems problems={failed.problems} onGoTo={(problem) => goTo(field.current, problem)} />
        </div>
      )}
      <DialogActions>
        <Button onClick={close}>Cancel</Button>
        <Button kind="primary" isBusy={isBusy} disabled={isEmpty} onClick={() => void read()}>
          Read it
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function forgetImportUnlessImported(isImported: boolean): void {
  if (!isImported) forgetImport();
}

/** Puts the cursor where a fault is. */
function goTo(field: HTMLTextAreaElement | null, { line, column }: Problem): void {
  if (field === null || line === null) return;
  const before = field.value.split('\n').slice(0, line - 1);
  const at = before.reduce((sum, text) => sum + text.length + 1, 0) + (column ?? 1) - 1;
  field.focus();
  field.setSelectionRange(at, at + 1);
}
