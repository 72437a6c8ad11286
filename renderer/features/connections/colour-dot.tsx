import type { ConnectionColour } from '#shared/model/connection.ts';
import classes from './colour-dot.module.css';

/** A connection's colour, beside its name. A square: the round dot says whether it is ready. */
export function ColourDot({ colour }: { colour: ConnectionColour }) {
  return <span className={classes.dot} data-colour={colour} aria-hidden="true" />;
}
