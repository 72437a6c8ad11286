import type { ConnectionView } from '#shared/model/connection.ts';
import type { TokenState } from '#shared/model/token.ts';
import type { VaultStatus } from '#shared/model/vault-status.ts';
import { ConnectionDot } from '../features/connections/connection-dot.tsx';
import { lifeOf } from '../features/connections/life-of.ts';
import { faultWords, practiceWords } from '../features/practice/practice-words.ts';
import { usePracticeSystems } from '../features/practice/use-practice.ts';
import { useVault } from '../features/vault/use-vault.ts';
import { openVaultDialog } from './dialogs.ts';
import classes from './status-bar.module.css';
import { updateApp } from './store.ts';
import { useNow } from './use-now.ts';
import { useShownConnection } from './use-shown-connection.ts';

/** The foot of the window: the token, the practice system, the vault, and the promise about secrets. */
export function StatusBar() {
  const connection = useShownConnection();
  const practice = usePracticeSystems();
  const vault = useVault().data;
  return (
    <footer className={classes.foot} data-pane="status">
      {connection === null ? null : <TokenPart connection={connection} />}
      <span className={classes.grow} />
      <button
        type="button"
        className={classes.part}
        data-tone={faultWords(practice) === '' ? undefined : 'warn'}
        onClick={() => updateApp({ view: 'practice' })}
      >
        {faultWords(practice) === '' ? null : <span aria-hidden="true">▲</span>}
        {practiceWords(practice)}
      </button>
      {vault === undefined ? null : (
        <button
          type="button"
          className={classes.part}
          data-tone={vault.isLocked ? 'warn' : undefined}
          onClick={openVaultDialog}
        >
          {vault.isLocked ? <span aria-hidden="true">▲</span> : null}
          vault: {vaultWords(vault)}
        </button>
      )}
      <span className={classes.part}>secrets masked</span>
    </footer>
  );
}

function TokenPart({ connection }: { connection: ConnectionView }) {
  const now = useNow();
  const { token } = connection;
  const left = token === null ? null : token.expiresAt - now;
  const { words } = lifeOf(connection, now);
  const count = token === null ? 0 : countAuthorities(token);
  return (
    <button
      type="button"
      className={classes.part}
      title={token === null ? 'The first call fetches one' : token.authorities.join('\n')}
      onClick={() => updateApp({ view: 'connections', shownConnectionId: connection.id })}
    >
      <span aria-hidden="true" className={classes.dot}>
        <ConnectionDot connection={connection} />
      </span>
      {words}
      {left !== null && left > 0 ? ` · ${count} ${count === 1 ? 'authority' : 'authorities'}` : null}
    </button>
  );
}

/** The vault's kind and state in two or three words. */
function vaultWords({ kind, isLocked }: VaultStatus): string {
  if (isLocked) return 'locked';
  switch (kind) {
    case 'memory':
      return 'memory only';
    case 'passphrase':
      return 'sealed by passphrase';
    case 'system-keychain':
      return 'system keychain';
  }
}

/** Scopes that had a prefix to split off are authorities; those of the token service itself (`uaa.resource`) are none. */
function countAuthorities({ authorities, scopes }: TokenState): number {
  const split = authorities.filter((name) => !scopes.includes(name));
  return split.length === 0 ? authorities.length : split.length;
}
