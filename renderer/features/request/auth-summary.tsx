import type { ConnectionView } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import { updateApp } from '../../app/store.ts';
import { useNow } from '../../app/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Sentence } from '../../ui/sentence.tsx';
import { TokenPanel } from '../tokens/token-panel.tsx';
import styles from './auth-summary.module.css';
import { authWords } from './auth-words.ts';
import { ResendChoice } from './resend-choice.tsx';

type AuthSummaryProps = {
  draft: Draft;
  connection: ConnectionView | null;
  onChange: (change: Pick<Draft, 'resendOn401'>) => void;
};

/** Says in words what will authorise the call, and shows what is known of it. */
export function AuthSummary({ draft, connection, onChange }: AuthSummaryProps) {
  const now = useNow();
  if (connection === null) {
    return (
      <div className={styles.auth}>
        <p className={styles.words}>No connection: the call goes out as it stands, and nothing authorises it.</p>
      </div>
    );
  }
  return (
    <div className={styles.auth}>
      <p className={styles.words}>
        <Sentence text={authWords(draft, connection, now)} />
      </p>
      <ResendChoice draft={draft} connection={connection} onChange={(resendOn401) => onChange({ resendOn401 })} />
      <TokenPanel connection={connection} />
      <div>
        <Button size="small" onClick={() => updateApp({ view: 'connections', shownConnectionId: connection.id })}>
          Open the connection
        </Button>
      </div>
    </div>
  );
}
