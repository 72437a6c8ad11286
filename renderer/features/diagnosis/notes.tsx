import type { Exchange } from '#shared/model/exchange.ts';
import { updateApp } from '../../app/store.ts';
import { Button } from '../../ui/button.tsx';
import { Sentence } from '../../ui/sentence.tsx';
import styles from './notes.module.css';

/** What Gatewright did, or left undone, of its own accord: a login withheld, a call sent once more. */
export function Notes({ exchange }: { exchange: Exchange }) {
  const { notes, resendOf } = exchange;
  if (notes.length === 0 && resendOf === null) return null;
  return (
    <ul className={styles.notes} aria-label="What Gatewright did of its own accord">
      {notes.map(({ text, source }) => (
        <li key={`${source} ${text}`}>
          <span aria-hidden="true">▲</span> <Sentence text={text} />
        </li>
      ))}
      {resendOf === null ? null : (
        <li>
          <span aria-hidden="true">▲</span> sent once more with a new token{' '}
          <Button size="small" kind="quiet" onClick={() => updateApp({ view: 'history', shownEntryId: resendOf })}>
            Show the first try
          </Button>
        </li>
      )}
    </ul>
  );
}
