import type { MendChange } from './apply-mend.ts';
import styles from './mend-list.module.css';

/** What a mend takes away and what it puts there, each with its sign. */
export function ChangeShown({ change: { from, to } }: { change: MendChange }) {
  return (
    <dl className={styles.change}>
      {from === '' ? null : (
        <div data-side="from">
          <dt>
            <span aria-hidden="true">−</span>
            <span className="visually-hidden">now</span>
          </dt>
          <dd>{from}</dd>
        </div>
      )}
      {to === '' ? null : (
        <div data-side="to">
          <dt>
            <span aria-hidden="true">+</span>
            <span className="visually-hidden">then</span>
          </dt>
          <dd>{to}</dd>
        </div>
      )}
    </dl>
  );
}
