import classes from './action-error.module.css';
import { Sentence } from './sentence.tsx';

/** What went wrong with what was just done, where it was done. */
export function ActionError({ error }: { error: { sentence: string; mend: string } | null }) {
  if (error === null) return null;
  return (
    <p className={classes.error} role="alert">
      <span aria-hidden="true">■</span>
      <span>
        <Sentence text={`${error.sentence} ${error.mend}`} />
      </span>
    </p>
  );
}
