import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { OpenedExchange } from '#shared/model/support-bundle.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { useAction } from '../../app/use-action.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Panes } from '../../ui/panes.tsx';
import { sayClockSeconds, sayDay } from '../../ui/time.ts';
import { EntryList } from '../history/entry-list.tsx';
import { chooseSupportFile } from './choose-support-file.ts';
import { entryOfExchange } from './entry-of-exchange.ts';
import { closeOpened, keepOpened, type Opened, showOpened, useOpened } from './opened-file.ts';
import classes from './opened-page.module.css';

type OpenedPageProps = {
  /** Draws an exchange; given by the shell, because features do not import one another's screens. */
  showExchange: (opened: OpenedExchange) => ReactNode;
};

/** What a customer sent: every exchange in it, judged as if it had been made here. */
export function OpenedPage({ showExchange }: OpenedPageProps) {
  const opened = useOpened();
  if (opened === null) return <NothingOpen />;
  const shown = opened.file.exchanges.find(({ exchange }) => exchange.id === opened.shownId);
  return (
    <div className={classes.page}>
      <OpenedHead opened={opened} />
      {opened.file.exchanges.length === 0 ? (
        <EmptyState title="There is no exchange in it" sentence="The file can be read, and holds no call." />
      ) : (
        <Panes
          orientation="horizontal"
          name="opened exchanges and the chosen one"
          start={0.32}
          first={
            <EntryList
              entries={opened.file.exchanges.map(({ exchange }) => entryOfExchange(exchange))}
              shownId={opened.shownId}
              hasMore={false}
              onMore={() => {}}
              onShow={showOpened}
            />
          }
          second={
            shown === undefined ? (
              <EmptyState title="Choose an exchange" sentence="Why it went as it did is shown here." />
            ) : (
              <ShownExchange key={shown.exchange.id} opened={shown} showExchange={showExchange} />
            )
          }
        />
      )}
    </div>
  );
}

function OpenedHead({ opened: { file, fileName } }: { opened: Opened }) {
  const keep = useAction(keepOpened);
  return (
    <header className={classes.head}>
      <div className={classes.title}>
        <h1>{fileName}</h1>
        <span>{file.words}. Secrets were replaced while it was read; nothing is sent.</span>
        <div className={classes.actions}>
          <Button size="small" onClick={chooseSupportFile}>
            Open another…
          </Button>
          <Button
            size="small"
            isBusy={keep.isBusy}
            disabled={file.exchanges.length === 0}
            onClick={() => void keep.run(undefined)}
          >
            Keep in history
          </Button>
          <IconButton label="Close the file" icon={<IconX size={14} stroke={1.6} />} onClick={closeOpened} />
        </div>
      </div>
      <ActionError error={keep.error} />
      {file.notes.length === 0 ? null : (
        <details className={classes.notes} open={file.notes.length <= 2}>
          <summary>
            <span aria-hidden="true">▲</span> {file.notes.length === 1 ? '1 remark' : `${file.notes.length} remarks`} on
            the file
          </summary>
          <ul>
            {file.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
    </header>
  );
}

function ShownExchange({ opened, showExchange }: OpenedPageProps & { opened: OpenedExchange }) {
  const { request, startedAt, system } = opened.exchange;
  return (
    <div className={classes.exchange} data-pane="exchange">
      <div className={classes.asked}>
        <p className={classes.url}>
          <span className="verb" data-method={request.method}>
            {request.method}
          </span>
          <code>{request.url}</code>
        </p>
        <p className={classes.facts}>
          {systemOf(system).name} · {sayDay(startedAt)}, {sayClockSeconds(startedAt)}
        </p>
        {request.body === null || request.body === '' ? null : (
          <details className={classes.body}>
            <summary>Sent body</summary>
            <pre>{request.body}</pre>
          </details>
        )}
      </div>
      <div className={classes.answer}>{showExchange(opened)}</div>
    </div>
  );
}

function NothingOpen() {
  return (
    <EmptyState
      title="No file is open"
      sentence="Open a HAR, a curl transcript, a Postman dump or a support bundle: every exchange in it is explained, and nothing is sent."
    >
      <Button kind="primary" onClick={chooseSupportFile}>
        Open a file…
      </Button>
    </EmptyState>
  );
}
