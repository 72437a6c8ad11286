import type { Hop } from '#shared/model/exchange.ts';
import styles from './hop-list.module.css';

/** The redirects that were followed, in order, and what was left behind where the origin changed. */
export function HopList({ hops }: { hops: readonly Hop[] }) {
  return (
    <ol className={styles.hops}>
      {hops.map((hop) => (
        <li key={`${hop.method} ${hop.url} ${hop.location}`}>
          <p className="mono">
            <span className="verb" data-method={hop.method}>
              {hop.method}
            </span>{' '}
            {hop.url}
          </p>
          <p>
            <span className={styles.status}>▲ {hop.status}</span> sent it on to <code>{hop.location}</code>
          </p>
          {hop.dropped.length === 0 ? null : (
            <p className={styles.dropped}>Left behind, because that is another origin: {hop.dropped.join(', ')}.</p>
          )}
        </li>
      ))}
    </ol>
  );
}
