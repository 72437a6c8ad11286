import type { ConnectionView } from '#shared/model/connection.ts';
import { updateApp } from '../../app/store.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { isAsleep } from './is-asleep.ts';
import classes from './renew-button.module.css';
import { useRenewToken } from './use-connections.ts';

/** Fetches a token now. When it is refused, the exchange that shows why is a click away. */
export function RenewButton({ connection }: { connection: ConnectionView }) {
  const renew = useRenewToken();
  const exchangeId = renew.error?.exchangeId ?? null;
  if (connection.credential.kind === 'none') return null;
  const { secretState } = connection;
  const isWanting = secretState === 'locked' || (secretState === 'missing' && !isAsleep(connection));
  return (
    <span className={classes.renew}>
      <Button size="small" isBusy={renew.isBusy} disabled={isWanting} onClick={() => void renew.run(connection.id)}>
        {connection.token === null ? 'Get token' : 'Renew token'}
      </Button>
      <ActionError error={renew.error} />
      {exchangeId === null ? null : (
        <Button size="small" onClick={() => updateApp({ view: 'history', shownEntryId: exchangeId })}>
          Show the exchange
        </Button>
      )}
    </span>
  );
}
