import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

/** What stands where there is nothing yet: what it means, and what to do about it. */
export function EmptyState({ title, sentence, children }: { title: string; sentence: string; children?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <h2>{title}</h2>
      <p>{sentence}</p>
      {children === undefined ? null : <div className={classes.actions}>{children}</div>}
    </div>
  );
}
