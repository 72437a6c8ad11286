import type { ReactNode } from 'react';
import classes from './facts.module.css';

/** Names and values in two columns; values may be long and wrap anywhere. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>;
}

type FactProps = {
  name: string;
  children: ReactNode;
  isMono?: boolean;
  /** The value is a field: its name stands level with what is typed. */
  isField?: boolean;
};

/** One of them. Nothing is drawn for a value that is not there. */
export function Fact({ name, children, isMono = false, isField = false }: FactProps) {
  if (children === null || children === '') return null;
  return (
    <>
      <dt data-field={isField || undefined}>{name}</dt>
      <dd className={isMono ? 'mono' : undefined}>{children}</dd>
    </>
  );
}
