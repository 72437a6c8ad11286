import type { Draft } from '#shared/model/draft.ts';
import type { Exchange } from '#shared/model/exchange.ts';
import type { Mend } from '#shared/model/gate-report.ts';
import { Sentence } from '../../ui/sentence.tsx';
import { useConnection } from '../connections/use-connections.ts';
import { changeShown } from './apply-mend.ts';
import { ChangeShown } from './change-shown.tsx';
import { MendButtons } from './mend-buttons.tsx';
import styles from './mend-list.module.css';
import { useGrant } from './use-grant.ts';

type MendListProps = {
  mends: readonly Mend[];
  exchange: Exchange;
  /** Null where there is no draft to change or send again, as in history. */
  draft: Draft | null;
  isSending: boolean;
};

/** What mends a finding, step by step. The first step that is still to do carries the one primary button. */
export function MendList({ mends, exchange, draft, isSending }: MendListProps) {
  const grant = useGrant();
  const connection = useConnection(exchange.connectionId);
  const isDone = (mend: Mend) => mend.action?.kind === 'grant-authorities' && grant.isSuccess;
  const primary = mends.find((mend) => mend.action !== null && !isDone(mend));
  return (
    <section className={styles.mend} aria-label="What mends it">
      <h3>What mends it</h3>
      <ol>
        {mends.map((mend) => {
          const change = mend.action === null ? null : changeShown(mend.action, draft, connection);
          return (
            <li key={mend.text}>
              <div data-current={primary === undefined ? !isDone(mend) : mend === primary}>
                <p>
                  <Sentence text={mend.text} />
                </p>
                {change === null ? null : <ChangeShown change={change} />}
                <div className={styles.buttons}>
                  <MendButtons
                    mend={mend}
                    exchange={exchange}
                    draft={draft}
                    connection={connection}
                    isPrimary={mend === primary}
                    isSending={isSending}
                    grant={grant}
                  />
                </div>
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
