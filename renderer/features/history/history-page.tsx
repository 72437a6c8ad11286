import { type ReactNode, useDeferredValue, useState } from 'react';
import type { Exchange } from '#shared/model/exchange.ts';
import { errorText } from '../../app/error-text.ts';
import { keysOf } from '../../app/keys.ts';
import { updateApp, useApp } from '../../app/store.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { Panes } from '../../ui/panes.tsx';
import { ClearDialog } from './clear-dialog.tsx';
import { EntryDetail } from './entry-detail.tsx';
import { EntryList } from './entry-list.tsx';
import { GateFilter } from './gate-filter.tsx';
import classes from './history-page.module.css';
import { useHistory, useStops } from './use-history.ts';

type HistoryPageProps = {
  /** Draws an exchange; given by the shell, because features do not import one another's screens. */
  showExchange: (exchange: Exchange) => ReactNode;
  /** What else can be done here, given by the shell. */
  tools: ReactNode;
};

/** Every exchange there was, newest first, and the one that is chosen. */
export function HistoryPage({ showExchange, tools }: HistoryPageProps) {
  const [search, setSearch] = useState('');
  const words = useDeferredValue(search).trim();
  const [gate, setGate] = useState<string | null>(null);
  const stops = useStops();
  const history = useHistory({ search: words, stoppedAt: gate });
  const shownId = useApp((state) => state.shownEntryId);
  const [isClearing, setIsClearing] = useState(false);
  const isEmpty = history.entries.length === 0;
  const isBare = isEmpty && words === '' && gate === null && !history.isPending && history.error === null;
  if (isBare && shownId === null) return <NoHistory tools={tools} />;
  return (
    <>
      <Panes
        orientation="horizontal"
        name="list and exchange"
        start={0.44}
        first={
          <div className={classes.list} data-pane="list">
            <div className={classes.head}>
              <FilterField
                className={classes.find ?? ''}
                label="Search history"
                placeholder="Search URLs, headers and bodies"
                data-find
                title={`${keysOf('find')} or /`}
                value={search}
                onChange={setSearch}
              />
              <span className={classes.count} role="status">
                {sayCount(history.total, words !== '' || gate !== null)}
              </span>
              {tools}
              <Button size="small" kind="quiet" disabled={isBare} onClick={() => setIsClearing(true)}>
                Clear…
              </Button>
            </div>
            <GateFilter stops={stops} chosen={gate} onChoose={setGate} />
            {history.error !== null ? (
              <EmptyState title="History could not be read" sentence={errorText(history.error).sentence}>
                <Button onClick={() => void history.refetch()}>Try again</Button>
              </EmptyState>
            ) : isEmpty && !history.isPending ? (
              <EmptyState
                title="No match"
                sentence="Words are matched from their beginning, in URLs, headers and bodies."
              >
                <Button
                  onClick={() => {
                    setSearch('');
                    setGate(null);
                  }}
                >
                  Show everything
                </Button>
              </EmptyState>
            ) : (
              <EntryList
                key={`${gate} ${words}`}
                entries={history.entries}
                shownId={shownId}
                hasMore={history.hasNextPage}
                onMore={() => !history.isFetchingNextPage && void history.fetchNextPage()}
                onShow={(id) => updateApp({ shownEntryId: id })}
              />
            )}
          </div>
        }
        second={<EntryDetail id={shownId} showExchange={showExchange} />}
      />
      {isClearing ? <ClearDialog total={history.total} onClose={() => setIsClearing(false)} /> : null}
    </>
  );
}

function NoHistory({ tools }: { tools: ReactNode }) {
  return (
    <EmptyState
      title="Nothing has been sent yet"
      sentence="Every call and every token fetched for one is kept here with its outcome, secrets replaced, until you remove it."
    >
      <Button onClick={() => updateApp({ view: 'requests' })}>Go to requests</Button>
      {tools}
    </EmptyState>
  );
}

function sayCount(total: number, isFiltered: boolean): string {
  const count = total.toLocaleString('en-GB');
  if (!isFiltered) return `${count} ${total === 1 ? 'entry' : 'entries'}`;
  return `${count} ${total === 1 ? 'match' : 'matches'}`;
}
