import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import styles from './tab-strip.module.css';

export type TabItem<Id extends string> = { id: Id; label: string; count?: number | undefined };

type TabStripProps<Id extends string> = {
  /** Accessible name of the strip. */
  label: string;
  items: readonly TabItem<Id>[];
  active: Id;
  /** Id of the element the tabs show their content in. */
  panelId: string;
  onSelect: (id: Id) => void;
  /** Stands at the right end of the line. */
  children?: ReactNode;
};

/** Tabs within a pane: one stop for the Tab key, arrow keys from there (WAI-ARIA tabs pattern, automatic activation). */
export function TabStrip<Id extends string>({ label, items, active, panelId, onSelect, children }: TabStripProps<Id>) {
  const list = useRef<HTMLDivElement>(null);
  const step = (event: KeyboardEvent) => {
    const next = neighbourOf(event.key, items, active);
    if (next === undefined) return;
    event.preventDefault();
    onSelect(next.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  return (
    <div className={styles.strip}>
      <div ref={list} role="tablist" aria-label={label} className={styles.tabs} onKeyDown={step}>
        {items.map((item) => (
          <button
            key={item.id}
            type="button"
            role="tab"
            data-tab={item.id}
            className={styles.tab}
            aria-selected={item.id === active}
            aria-controls={panelId}
            tabIndex={item.id === active ? 0 : -1}
            onClick={() => onSelect(item.id)}
          >
            {item.label}
            {item.count === undefined ? null : <span className={styles.count}>{item.count}</span>}
          </button>
        ))}
      </div>
      {children}
    </div>
  );
}

function neighbourOf<Id extends string>(key: string, items: readonly TabItem<Id>[], active: Id) {
  const at = items.findIndex(({ id }) => id === active);
  if (key === 'ArrowRight') return items[(at + 1) % items.length];
  if (key === 'ArrowLeft') return items[(at - 1 + items.length) % items.length];
  if (key === 'Home') return items[0];
  if (key === 'End') return items.at(-1);
  return undefined;
}
