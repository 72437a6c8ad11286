import type { ReactNode } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import { updateApp } from '../../app/store.ts';
import { useNow } from '../../app/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { saySpan } from '../../ui/time.ts';
import { TokenPanel } from '../tokens/token-panel.tsx';
import styles from './auth-summary.module.css';

/** Says in words what will authorise the call, and shows what is known of it. */
export function AuthSummary({ draft, connection }: { draft: Draft; connection: ConnectionView | null }) {
  if (connection === null) {
    return <Summary>No connection: the call goes out as it stands, and nothing authorises it.</Summary>;
  }
  return (
    <Summary connection={connection}>
      <Words draft={draft} connection={connection} />
    </Summary>
  );
}

function Summary({ connection, children }: { connection?: ConnectionView; children: ReactNode }) {
  return (
    <div className={styles.auth}>
      <p className={styles.words}>{children}</p>
      {connection === undefined ? null : (
        <>
          <TokenPanel connection={connection} />
          <div>
            <Button size="small" onClick={() => updateApp({ view: 'connections', shownConnectionId: connection.id })}>
              Open the connection
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

function Words({ draft, connection }: { draft: Draft; connection: ConnectionView }) {
  const now = useNow();
  const { token, credential, name } = connection;
  const hasOwn = draft.headers.some(
    (header) => header.isEnabled && header.name.trim().toLowerCase() === 'authorization',
  );
  if (hasOwn) return <>The draft’s own Authorization header goes out with the call.</>;
  if (credential.kind === 'none') return <>{name} has no credential, so nothing authorises the call.</>;
  if (connection.secretState === 'locked') return <>The secret of {name} is in the vault, and the vault is locked.</>;
  if (connection.secretState === 'missing') {
    return <>The secret of {name} is missing. Drop its service key again to give it back.</>;
  }
  if (token === null || token.expiresAt <= now) {
    return (
      <>
        A token is fetched on send, with the client credentials of {name}, from <code>{credential.tokenUrl}</code>.
      </>
    );
  }
  return (
    <>
      Token <code>{token.tag}</code> of {name} authorises the call as a Bearer token. It has{' '}
      {saySpan(token.expiresAt - now)} left and is renewed by itself before it ends.
    </>
  );
}
