import type { SecretState } from '#shared/model/connection.ts';
import { openVaultDialog } from '../../app/dialogs.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import classes from './proxy-field.module.css';
import { useSetProxyPassword } from './use-settings.ts';

const words: Record<Exclude<SecretState, 'not-needed'>, string> = {
  'in-memory': 'the password is in memory; gone when Gatewright ends',
  kept: 'the password is kept in the vault',
  locked: '▲ the password is locked in the vault; no call goes through the proxy before that is open',
  missing: '▲ the password is missing; no call goes through the proxy without it',
};

/** Where the password of the proxy is. It is never shown. */
export function ProxyPasswordLine({ state }: { state: SecretState }) {
  const take = useSetProxyPassword();
  if (state === 'not-needed') return null;
  return (
    <div className={classes.password}>
      <span data-tone={state === 'missing' || state === 'locked' ? 'warn' : undefined}>{words[state]}</span>
      {state === 'locked' ? (
        <Button size="small" onClick={openVaultDialog}>
          Unlock…
        </Button>
      ) : null}
      {state === 'missing' ? null : (
        <Button size="small" kind="quiet" isBusy={take.isBusy} onClick={() => void take.run(null)}>
          Remove it
        </Button>
      )}
      <ActionError error={take.error} />
    </div>
  );
}
