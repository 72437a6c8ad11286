import type { HistoryEntry } from '#shared/model/history-entry.ts';
import { formatBytes } from '#shared/text/bytes.ts';
import { formatDuration } from '#shared/text/duration.ts';
import { titleOf } from '../../app/title-of.ts';
import { useNow } from '../../app/use-now.ts';
import { sayWhen } from '../../ui/time.ts';
import classes from './entry-list.module.css';
import { entryOutcome } from './entry-outcome.ts';
import { entryPlace } from './entry-place.ts';

type EntryRowProps = {
  entry: HistoryEntry;
  isShown: boolean;
  /** Pixels from the top of the list. */
  top: number;
  height: number;
  onShow: (id: string) => void;
};

/** One entry: how it ended, what it was, what stopped it, and its measures. */
export function EntryRow({ entry, isShown, top, height, onShow }: EntryRowProps) {
  const now = useNow();
  const outcome = entryOutcome(entry);
  const size = entry.bodyBytes === null ? '' : ` · ${formatBytes(entry.bodyBytes)}`;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list holds the focus and chooses with the arrow keys
    // biome-ignore lint/a11y/useFocusableInteractive: as above, by aria-activedescendant
    <div
      id={`entry-${entry.id}`}
      role="option"
      aria-selected={isShown}
      className={classes.row}
      style={{ transform: `translateY(${top}px)`, height }}
      onClick={() => onShow(entry.id)}
    >
      <span className={classes.mark} data-tone={outcome.tone} aria-hidden="true">
        {outcome.mark}
      </span>
      <span className={classes.title}>
        <span className="verb" data-method={entry.method}>
          {entry.method}
        </span>
        <b>{titleOf(entry)}</b>
        <small>{entry.connectionName}</small>
      </span>
      <span className={classes.status} data-tone={outcome.tone}>
        {outcome.words}
      </span>
      <span className={classes.more}>
        <span className={classes.url} title={entry.url}>
          {entryPlace(entry)}
        </span>
        <span className={classes.measures}>
          {sayWhen(entry.startedAt, now)} · {formatDuration(entry.totalMs)}
          {size}
        </span>
      </span>
    </div>
  );
}
