import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { HistoryEntry } from '#shared/model/history-entry.ts';
import classes from './entry-list.module.css';
import { EntryRow } from './entry-row.tsx';

type EntryListProps = {
  entries: readonly HistoryEntry[];
  shownId: string | null;
  hasMore: boolean;
  onMore: () => void;
  onShow: (id: string) => void;
};

const rowHeight = 46;
/** So many rows before the end, the next page is asked for. */
const ahead = 20;

/** The entries, of which only those in sight are in the page. Arrow keys choose. */
export function EntryList({ entries, shownId, hasMore, onMore, onShow }: EntryListProps) {
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => entries[index]?.id ?? index,
  });
  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= entries.length - ahead) onMore();
  }, [hasMore, last, entries.length, onMore]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextIndex(
      event.key,
      entries.findIndex(({ id }) => id === shownId),
      entries.length,
    );
    const entry = next === null ? undefined : entries[next];
    if (next === null || entry === undefined) return;
    event.preventDefault();
    rows.scrollToIndex(next);
    onShow(entry.id);
  };
  return (
    <div
      ref={frame}
      className={classes.frame}
      role="listbox"
      aria-label="Entries"
      aria-activedescendant={shownId === null ? undefined : `entry-${shownId}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className={classes.all} style={{ height: rows.getTotalSize() }} role="presentation">
        {items.map((item) => {
          const entry = entries[item.index];
          return entry === undefined ? null : (
            <EntryRow
              key={item.key}
              entry={entry}
              isShown={entry.id === shownId}
              top={item.start}
              height={rowHeight}
              onShow={onShow}
            />
          );
        })}
      </div>
    </div>
  );
}

function nextIndex(key: string, here: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(here + 1, count - 1);
    case 'ArrowUp':
      return Math.max(here - 1, 0);
    case 'PageDown':
      return Math.min(here + 10, count - 1);
    case 'PageUp':
      return Math.max(here - 10, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
