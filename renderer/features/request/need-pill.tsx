import { useMemo } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import { authorityNeedOf } from './authority-need.ts';
import styles from './need-pill.module.css';

/** What the call needs, and whether the token at hand has it. Nothing where the catalogue knows of no need. */
export function NeedPill({ draft, connection }: { draft: Draft; connection: ConnectionView | null }) {
  const need = useMemo(() => authorityNeedOf(draft, connection), [draft, connection]);
  if (need === null) return null;
  const tone = need.isGranted === null ? 'unknown' : need.isGranted ? 'have' : 'miss';
  return (
    <span className={styles.need} data-tone={tone} title={titles[tone]}>
      <span aria-hidden="true">{marks[tone]}</span>
      <span>
        needs <code>{need.authorities.join(' or ')}</code>
      </span>
      <span className={styles.said}>{titles[tone]}</span>
    </span>
  );
}

const marks = { unknown: '○', have: '✓', miss: '■' } as const;
const titles = {
  unknown: 'There is no token yet to tell whether it is granted.',
  have: 'The token carries it.',
  miss: 'The token does not carry it.',
} as const;
