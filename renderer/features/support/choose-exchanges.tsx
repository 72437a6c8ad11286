import { Checkbox } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import type { HistoryEntry } from '#shared/model/history-entry.ts';
import type { BundleChoice } from '#shared/model/support-bundle.ts';
import { titleOf } from '../../app/title-of.ts';
import { useNow } from '../../app/use-now.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { sayWhen } from '../../ui/time.ts';
import { entryOutcome } from '../history/entry-outcome.ts';
import { entryPlace } from '../history/entry-place.ts';
import { useHistory } from '../history/use-history.ts';
import { withExchange } from './bundle-choice.ts';
import classes from './bundle-dialog.module.css';

type ChooseExchangesProps = { choice: BundleChoice; onChange: (choice: BundleChoice) => void };

/** The entries of history, newest first, each with a box. A call brings its token call along. */
export function ChooseExchanges({ choice, onChange }: ChooseExchangesProps) {
  const [search, setSearch] = useState('');
  const { entries, hasNextPage, fetchNextPage } = useHistory({ search: useDeferredValue(search), stoppedAt: null });
  return (
    <>
      <p className={classes.says}>
        A bundle is one file for whoever helps you: the exchanges you choose, a report to read, and facts about this
        app. A call brings its token call along. {choice.exchangeIds.length} chosen.
      </p>
      <FilterField
        className={classes.find ?? ''}
        label="Search the exchanges"
        placeholder="Search URLs, headers and bodies"
        value={search}
        onChange={setSearch}
      />
      {entries.length === 0 ? (
        <EmptyState title="No exchange" sentence="Nothing in history fits." />
      ) : (
        <ul className={classes.entries} aria-label="Exchanges to choose from">
          {entries.map((entry) => (
            <EntryChoice
              key={entry.id}
              entry={entry}
              isChosen={choice.exchangeIds.includes(entry.id)}
              onChoose={(isIn) => onChange(withExchange(choice, entry.id, isIn))}
            />
          ))}
          {hasNextPage ? (
            <li>
              <button type="button" className={classes.more} onClick={() => void fetchNextPage()}>
                Show older ones
              </button>
            </li>
          ) : null}
        </ul>
      )}
    </>
  );
}

type EntryChoiceProps = { entry: HistoryEntry; isChosen: boolean; onChoose: (isIn: boolean) => void };

function EntryChoice({ entry, isChosen, onChoose }: EntryChoiceProps) {
  const now = useNow();
  const { words, tone, mark } = entryOutcome(entry);
  return (
    <li>
      <Checkbox
        checked={isChosen}
        onChange={(event) => onChoose(event.currentTarget.checked)}
        label={
          <span className={classes.entry}>
            <span className="verb" data-method={entry.method}>
              {entry.method}
            </span>
            <b>{titleOf(entry)}</b>
            <span data-tone={tone}>
              {mark} {words}
            </span>
            <small>{sayWhen(entry.startedAt, now)}</small>
            <small className={classes.place}>
              {entry.connectionName} {entryPlace(entry)}
            </small>
          </span>
        }
      />
    </li>
  );
}
