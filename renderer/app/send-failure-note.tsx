import type { Draft } from '#shared/model/draft.ts';
import { Button } from '../ui/button.tsx';
import { Problems } from '../ui/problems.tsx';
import { openVaultDialog } from './dialogs.ts';
import classes from './send-failure-note.module.css';
import { type SendFailure, updateApp } from './store.ts';

/** Why a draft could not be sent at all, with what mends it. */
export function SendFailureNote({ failure, draft }: { failure: SendFailure; draft: Draft }) {
  return (
    <div className={classes.note} data-tone={failure.code === 'CANCELLED' ? 'calm' : 'stop'} role="alert">
      <p className={classes.line}>
        <span aria-hidden="true">{failure.code === 'CANCELLED' ? '○' : '■'}</span>
        <b>{failure.sentence}</b>
        <FailureMend failure={failure} draft={draft} />
      </p>
      {failure.problems.length > 1 ? <Problems problems={failure.problems} /> : null}
    </div>
  );
}

function FailureMend({ failure, draft }: { failure: SendFailure; draft: Draft }) {
  switch (failure.code) {
    case 'VAULT_LOCKED':
      return (
        <Button size="small" onClick={openVaultDialog}>
          Unlock the vault…
        </Button>
      );
    case 'SECRET_MISSING':
      return isOfProxy(failure) ? <OpenSettings /> : <OpenConnection draft={draft} />;
    case 'VARIABLE_UNKNOWN':
    case 'CONNECTION_NOT_FOUND':
      return <OpenConnection draft={draft} />;
    default:
      return null;
  }
}

function isOfProxy({ problems }: SendFailure): boolean {
  return problems.some(({ field }) => field === 'proxy.password');
}

function OpenSettings() {
  return (
    <Button size="small" onClick={() => updateApp({ view: 'settings' })}>
      Open the settings
    </Button>
  );
}

function OpenConnection({ draft: { connectionId } }: { draft: Draft }) {
  if (connectionId === null) return null;
  return (
    <Button size="small" onClick={() => updateApp({ view: 'connections', shownConnectionId: connectionId })}>
      Open the connection
    </Button>
  );
}
