import { useMemo } from 'react';
import { formatBytes } from '#shared/text/bytes.ts';
import styles from './hex-table.module.css';
import { hexLines, hexViewBytes } from './hex-view.ts';

/** The first 4 KiB of a binary body. */
export function HexView({ bytes, totalBytes }: { bytes: Uint8Array; totalBytes: number }) {
  const lines = useMemo(() => hexLines(bytes), [bytes]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard
    <section className={styles.hex} tabIndex={0} aria-label="First bytes of the body">
      <pre>
        {lines.map(({ offset, hex, text }) => (
          <span key={offset} className={styles.line}>
            <span className={styles.offset}>{offset}</span>
            {`  ${hex}  `}
            <span className={styles.text}>{text}</span>
            {'\n'}
          </span>
        ))}
      </pre>
      {totalBytes > hexViewBytes ? (
        <p className={styles.more}>and {formatBytes(totalBytes - hexViewBytes)} more</p>
      ) : null}
    </section>
  );
}
