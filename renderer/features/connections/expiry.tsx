import { sayDay } from '../../ui/time.ts';
import classes from './expiry.module.css';
import { expiryOf } from './expiry-of.ts';

/** When something ends, with a warning from three days before. */
export function Expiry({ at, now }: { at: number; now: number }) {
  const { isWarning, words } = expiryOf(at, now);
  return (
    <span className={classes.expiry} data-tone={isWarning ? 'warn' : undefined}>
      {isWarning ? <span aria-hidden="true">▲ </span> : null}
      {words}
      <span className={classes.day}> ({sayDay(at)})</span>
    </span>
  );
}
