import { useState } from 'react';
import styles from './chip-list.module.css';

const foldAt = 8;

/** Authorities as chips. A long list is folded, and says how many more there are. */
export function ChipList({ names, kind }: { names: readonly string[]; kind: 'miss' | 'have' | 'plain' }) {
  const [isOpen, setIsOpen] = useState(false);
  const isFolded = !isOpen && names.length > foldAt + 1;
  const shown = isFolded ? names.slice(0, foldAt) : names;
  if (names.length === 0) return <span className={styles.none}>none</span>;
  return (
    <ul className={styles.chips}>
      {shown.map((name) => (
        <li key={name} className="chip" data-kind={kind}>
          {kind === 'have' ? <span aria-hidden="true">✓</span> : null}
          {name}
        </li>
      ))}
      {isFolded ? (
        <li>
          <button type="button" className={styles.more} onClick={() => setIsOpen(true)}>
            {names.length - foldAt} more
          </button>
        </li>
      ) : null}
    </ul>
  );
}
