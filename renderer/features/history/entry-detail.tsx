import type { ReactNode } from 'react';
import type { Exchange } from '#shared/model/exchange.ts';
import { openDraft } from '../../app/drafts.ts';
import { errorText } from '../../app/error-text.ts';
import { updateApp } from '../../app/store.ts';
import { titleOf } from '../../app/title-of.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { sayClockSeconds, sayDay } from '../../ui/time.ts';
import { draftOfExchange } from './draft-of-exchange.ts';
import classes from './entry-detail.module.css';
import { useEntry, useRemoveEntry } from './use-history.ts';

type EntryDetailProps = { id: string | null; showExchange: (exchange: Exchange) => ReactNode };

/** The chosen exchange: what was asked, what came of it. */
export function EntryDetail({ id, showExchange }: EntryDetailProps) {
  const { data: exchange, error } = useEntry(id);
  if (id === null) {
    return <EmptyState title="Choose an entry" sentence="Its exchange is shown here, as it was when it happened." />;
  }
  if (error !== null) {
    const { sentence, mend } = errorText(error);
    return <EmptyState title="This entry cannot be shown" sentence={`${sentence} ${mend}`} />;
  }
  if (exchange === undefined) return null;
  return (
    <div className={classes.detail} data-pane="exchange">
      <DetailHead exchange={exchange} />
      <div className={classes.answer}>{showExchange(exchange)}</div>
    </div>
  );
}

function DetailHead({ exchange }: { exchange: Exchange }) {
  const remove = useRemoveEntry();
  const { request, startedAt, connectionName } = exchange;
  return (
    <header className={classes.head}>
      <div className={classes.title}>
        <h1>{titleOf({ name: exchange.name, url: request.url })}</h1>
        <span>
          {sayDay(startedAt)}, {sayClockSeconds(startedAt)}
          {connectionName === null ? '' : ` · ${connectionName}`}
        </span>
        {exchange.probeOf === null ? null : <ProbedEntry id={exchange.probeOf.exchangeId} />}
        <div className={classes.actions}>
          {exchange.kind === 'call' ? (
            <Button size="small" onClick={() => openDraft(draftOfExchange(exchange))}>
              Open as draft
            </Button>
          ) : null}
          <Button
            size="small"
            kind="quiet"
            isBusy={remove.isBusy}
            onClick={() => {
              updateApp({ shownEntryId: null });
              void remove.run(exchange.id);
            }}
          >
            Remove
          </Button>
        </div>
      </div>
      <p className={classes.url}>
        <span className="verb" data-method={request.method}>
          {request.method}
        </span>
        <code>{request.url}</code>
      </p>
      {request.body === null || request.body === '' ? null : (
        <details className={classes.body}>
          <summary>Sent body</summary>
          <pre>{request.body}</pre>
        </details>
      )}
    </header>
  );
}

/** A probe is a call of its own; it says little without the one it was sent for. */
function ProbedEntry({ id }: { id: string }) {
  return (
    <Button size="small" kind="quiet" onClick={() => updateApp({ shownEntryId: id })}>
      Show what it was sent for
    </Button>
  );
}
