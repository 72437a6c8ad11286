import type { ReactNode } from 'react';
import classes from './page.module.css';

type PageProps = {
  title: ReactNode;
  /** What the page is about, in a few words beside the title. */
  note?: ReactNode;
  actions?: ReactNode;
  /** Goes before the title: a way back. */
  before?: ReactNode;
  children: ReactNode;
};

/** A view with a head and a body that scrolls. */
export function Page({ title, note, actions, before, children }: PageProps) {
  return (
    <div className={classes.page} data-pane="page">
      <header className={classes.head}>
        {before}
        <h1>{title}</h1>
        <span className={classes.note} title={typeof note === 'string' ? note : undefined}>
          {note}
        </span>
        <div className={classes.actions}>{actions}</div>
      </header>
      <div className={classes.body}>{children}</div>
    </div>
  );
}

/** A part of a page under its own small heading: label column on the left, content on the right. */
export function PageSection({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.label}>
        <h2>{title}</h2>
        {note === undefined ? null : <p>{note}</p>}
      </div>
      <div className={classes.content}>{children}</div>
    </section>
  );
}
