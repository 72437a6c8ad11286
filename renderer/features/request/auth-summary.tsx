import type { ReactNode } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import { updateApp } from '../../app/store.ts';
import { useNow } from '../../app/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Sentence } from '../../ui/sentence.tsx';
import { TokenPanel } from '../tokens/token-panel.tsx';
import styles from './auth-summary.module.css';
import { authWords } from './auth-words.ts';

/** Says in words what will authorise the call, and shows what is known of it. */
export function AuthSummary({ draft, connection }: { draft: Draft; connection: ConnectionView | null }) {
  const now = useNow();
  if (connection === null) {
    return <Summary>No connection: the call goes out as it stands, and nothing authorises it.</Summary>;
  }
  return (
    <Summary connection={connection}>
      <Sentence text={authWords(draft, connection, now)} />
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
