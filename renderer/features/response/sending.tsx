import { useEffect, useState } from 'react';
import type { Draft } from '#shared/model/draft.ts';
import { formatDuration } from '#shared/text/duration.ts';
import { useApp } from '../../app/store.ts';
import { Button } from '../../ui/button.tsx';
import styles from './sending.module.css';

const tickMs = 100;

/** A send under way: how long it has been, and the way out. */
export function Sending({ draft, onCancel }: { draft: Draft | null; onCancel: () => void }) {
  const since = useApp((state) => (draft === null ? null : (state.outcomes[draft.id]?.sendingSince ?? null)));
  return (
    <div className={styles.sending}>
      <span className={styles.pulse} aria-hidden="true" />
      <span role="status">Sending</span>
      <Elapsed since={since} />
      <Button size="small" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}

/** Below a second a count would only flicker. */
function Elapsed({ since }: { since: number | null }) {
  const [mountedAt] = useState(Date.now);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  const elapsedMs = Math.max(0, now - (since ?? mountedAt));
  return <span className={styles.elapsed}>{elapsedMs < 1000 ? '' : formatDuration(elapsedMs)}</span>;
}
