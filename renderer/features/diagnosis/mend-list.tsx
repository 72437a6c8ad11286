import { type ReactNode, useEffect, useRef } from 'react';
import type { Exchange } from '#shared/model/exchange.ts';
import type { Mend } from '#shared/model/gate-report.ts';
import { errorText } from '../../app/error-text.ts';
import { updateApp } from '../../app/store.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Sentence } from '../../ui/sentence.tsx';
import { authoritiesFile, cfUpdateCommand, instancePlaceholder } from './cf-command.ts';
import styles from './mend-list.module.css';
import { useGrant } from './use-grant.ts';

type MendListProps = {
  mends: readonly Mend[];
  exchange: Exchange;
  isSending: boolean;
  /** Null where there is no draft to send again, as in history. */
  onRenewAndSend: (() => void) | null;
};

/** What mends a finding, step by step. The first step that is still to do carries the one primary button. */
export function MendList({ mends, exchange, isSending, onRenewAndSend }: MendListProps) {
  const grant = useGrant();
  const isDone = (mend: Mend) => mend.action?.kind === 'grant-authorities' && grant.isSuccess;
  const primary = mends.find((mend) => mend.action !== null && !isDone(mend));
  return (
    <section className={styles.mend} aria-label="What mends it">
      <h3>What mends it</h3>
      <ol>
        {mends.map((mend) => (
          <li key={mend.text}>
            <div data-current={primary === undefined ? !isDone(mend) : mend === primary}>
              <p>
                <Sentence text={mend.text} />
              </p>
              <div className={styles.buttons}>
                <MendButtons
                  mend={mend}
                  exchange={exchange}
                  isPrimary={mend === primary}
                  isSending={isSending}
                  grant={grant}
                  onRenewAndSend={onRenewAndSend}
                />
              </div>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

type MendButtonsProps = Omit<MendListProps, 'mends'> & {
  mend: Mend;
  isPrimary: boolean;
  grant: ReturnType<typeof useGrant>;
};

function MendButtons({ mend, exchange, isPrimary, isSending, grant, onRenewAndSend }: MendButtonsProps): ReactNode {
  const kind = isPrimary ? 'primary' : 'plain';
  switch (mend.action?.kind) {
    case 'grant-authorities':
      return exchange.isPractice ? (
        <PracticeGrant authorities={mend.action.authorities} grant={grant} kind={kind} />
      ) : (
        <CommandCopies authorities={mend.action.authorities} kind={kind} />
      );
    case 'renew-token':
      if (onRenewAndSend === null) return null;
      return <RenewButton kind={kind} isBusy={isSending} isNext={grant.isSuccess} onClick={onRenewAndSend} />;
    case 'open-connection':
      return (
        <Button size="small" kind={kind} onClick={() => openConnection(exchange.connectionId)}>
          Open the connection
        </Button>
      );
    default:
      return null;
  }
}

type Kind = 'primary' | 'plain';

function PracticeGrant({
  authorities,
  grant,
  kind,
}: { authorities: string[]; kind: Kind } & Pick<MendButtonsProps, 'grant'>) {
  if (grant.isSuccess) {
    return (
      <span className={styles.done} role="status">
        granted <span aria-hidden="true">✓</span>
      </span>
    );
  }
  return (
    <>
      <Button size="small" kind={kind} isBusy={grant.isPending} onClick={() => grant.mutate(authorities)}>
        Grant in the practice system
      </Button>
      {grant.isError ? (
        <p className={styles.refused} role="alert">
          <span aria-hidden="true">■</span> {errorText(grant.error).sentence}
        </p>
      ) : null}
    </>
  );
}

function CommandCopies({ authorities, kind }: { authorities: readonly string[]; kind: Kind }) {
  return (
    <>
      <CopyButton size="small" kind={kind} text={cfUpdateCommand(instancePlaceholder, authorities)}>
        Copy cf command
      </CopyButton>
      <CopyButton size="small" text={authoritiesFile(authorities)}>
        Copy JSON
      </CopyButton>
      <small className={styles.hint}>
        For bash. Put the service instance’s name in place of <code>{instancePlaceholder}</code>.
      </small>
    </>
  );
}

function RenewButton({
  kind,
  isBusy,
  isNext,
  onClick,
}: {
  kind: Kind;
  isBusy: boolean;
  isNext: boolean;
  onClick: () => void;
}) {
  const button = useRef<HTMLSpanElement>(null);
  // The grant button has just left the page with the focus on it; the next step is where a keyboard wants to be.
  useEffect(() => {
    if (isNext && document.activeElement === document.body) button.current?.querySelector('button')?.focus();
  }, [isNext]);
  return (
    <span ref={button}>
      <Button size="small" kind={kind} isBusy={isBusy} onClick={onClick}>
        Renew token and send again
      </Button>
    </span>
  );
}

function openConnection(connectionId: string | null): void {
  updateApp({ view: 'connections', shownConnectionId: connectionId });
}
