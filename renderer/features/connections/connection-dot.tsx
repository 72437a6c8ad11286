import type { ConnectionView } from '#shared/model/connection.ts';
import { useNow } from '../../app/use-now.ts';
import classes from './connection-dot.module.css';
import { lifeOf } from './life-of.ts';

/** Whether a connection can make a call right now: filled with a token, hollow without, square when something is missing. */
export function ConnectionDot({ connection }: { connection: ConnectionView }) {
  const life = lifeOf(connection, useNow());
  return <span className={classes.dot} data-life={life.kind} role="img" aria-label={life.words} title={life.words} />;
}
