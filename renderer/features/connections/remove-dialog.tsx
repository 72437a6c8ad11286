import type { ConnectionView } from '#shared/model/connection.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { useRemoveConnection } from './use-connections.ts';

/** Asks before a connection is removed, and names what goes with it. */
export function RemoveDialog({ connection, onClose }: { connection: ConnectionView; onClose: () => void }) {
  const remove = useRemoveConnection();
  return (
    <Dialog onClose={onClose} title={`Remove ${connection.name}?`} size={440}>
      <p>
        Its endpoints, its credential, the secret in the vault and its token go, and cannot be brought back without the
        key file. Drafts and history stay.
      </p>
      <ActionError error={remove.error} />
      <DialogActions>
        <Button onClick={onClose} data-autofocus>
          Keep it
        </Button>
        <Button kind="danger" isBusy={remove.isBusy} onClick={() => void remove.run(connection.id)}>
          Remove
        </Button>
      </DialogActions>
    </Dialog>
  );
}
