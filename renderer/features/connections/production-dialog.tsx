import { systemOf } from '#shared/systems/systems.ts';
import { useProductionQuestion } from '../../app/production-question.ts';
import { titleOf } from '../../app/title-of.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { ColourDot } from './colour-dot.tsx';
import classes from './production-dialog.module.css';
import { ProductionTag } from './production-tag.tsx';

/** Asks before a call that may change something on a production system. Doing nothing sends nothing. */
export function ProductionDialog() {
  const question = useProductionQuestion();
  if (question === null) return null;
  const { connection, draft, url, answer } = question;
  const operation = systemOf(connection.system).operations.find(({ id }) => id === draft.operationId);
  return (
    <Dialog onClose={() => answer(false)} title={`Send this to ${connection.name}?`} size={560}>
      <p className={classes.whose}>
        {connection.colour === 'none' ? null : <ColourDot colour={connection.colour} />}
        <b>{connection.name}</b>
        <ProductionTag />
      </p>
      <dl className={classes.call}>
        <dt>{titleOf(draft)}</dt>
        <dd className="mono">
          <span className="verb" data-method={draft.method}>
            {draft.method}
          </span>{' '}
          {url}
        </dd>
      </dl>
      <p>
        {operation?.isDestructive === true
          ? 'It deletes, cancels or locks something there, and cannot be taken back from here.'
          : `A ${draft.method} may change something there.`}
      </p>
      <DialogActions>
        <Button data-autofocus onClick={() => answer(false)}>
          Cancel
        </Button>
        <Button kind={operation?.isDestructive === true ? 'danger' : 'primary'} onClick={() => answer(true)}>
          Send to production
        </Button>
      </DialogActions>
    </Dialog>
  );
}
