import { client } from '../../app/client.ts';
import { errorText } from '../../app/error-text.ts';
import { updateApp } from '../../app/store.ts';
import { type Action, useAction } from '../../app/use-action.ts';
import { connectionOf } from './connection-of-form.ts';
import { noteMade } from './import-key.ts';
import { canUseKey } from './key-fields.ts';
import { changeNewConnection, closeNewConnection, type NewConnectionForm } from './new-connection.ts';
import { refreshConnections } from './use-connections.ts';

/** Makes the connection a form describes and shows it. `typed` is the secret out of its field; empty for none. */
export function useCreateConnection(): Action<{ form: NewConnectionForm; typed: string }> {
  return useAction(async ({ form, typed }) => {
    const { held } = form;
    const isHeld = held !== null && canUseKey(form.credential, held);
    const secret = isHeld
      ? ({ kind: 'held', id: held.heldId } as const)
      : typed === ''
        ? null
        : ({ kind: 'typed', value: typed } as const);
    const made = await client.connections.create({ ...connectionOf(form), secret }).catch((error: unknown) => {
      // The core forgets a key after ten minutes; it must be read again, and the form says so.
      if (errorText(error).code === 'KEY_NO_LONGER_HELD') changeNewConnection({ held: null });
      throw error;
    });
    await refreshConnections();
    closeNewConnection();
    noteMade(made.id);
    updateApp({ view: 'connections', shownConnectionId: made.id, connectionId: made.id });
  });
}
