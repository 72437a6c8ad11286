import { updateApp } from '../../app/store.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { useClearHistory } from './use-history.ts';

/** Asks before all of history goes. */
export function ClearDialog({ total, onClose }: { total: number; onClose: () => void }) {
  const clear = useClearHistory();
  const onClear = async () => {
    if (!(await clear.run())) return;
    updateApp({ shownEntryId: null });
    onClose();
  };
  return (
    <Dialog onClose={onClose} title="Remove all of history?" size={420}>
      <p>
        {total.toLocaleString('en-GB')} {total === 1 ? 'entry goes' : 'entries go'}, with their bodies. Drafts and
        connections stay. This cannot be undone.
      </p>
      <ActionError error={clear.error} />
      <DialogActions>
        <Button onClick={onClose} data-autofocus>
          Keep it
        </Button>
        <Button kind="danger" isBusy={clear.isBusy} onClick={() => void onClear()}>
          Remove all
        </Button>
      </DialogActions>
    </Dialog>
  );
}
