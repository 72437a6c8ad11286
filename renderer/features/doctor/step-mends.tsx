import type { ConnectionView } from '#shared/model/connection.ts';
import type { Mend } from '#shared/model/gate-report.ts';
import { Button } from '../../ui/button.tsx';
import { useRenewToken } from '../connections/use-connections.ts';
import { Sentence } from '../diagnosis/sentence.tsx';
import classes from './doctor-panel.module.css';

type StepMendsProps = { mends: readonly Mend[]; connection: ConnectionView; onCheckAgain: () => void };

/** What mends a step, each with the button that does it where there is one. */
export function StepMends({ mends, connection, onCheckAgain }: StepMendsProps) {
  if (mends.length === 0) return null;
  return (
    <ul className={classes.mends}>
      {mends.map((mend) => (
        <li key={mend.text}>
          <span>
            <Sentence text={mend.text} />
          </span>
          {mend.action?.kind === 'renew-token' ? <RenewAndCheck id={connection.id} onDone={onCheckAgain} /> : null}
        </li>
      ))}
    </ul>
  );
}

function RenewAndCheck({ id, onDone }: { id: string; onDone: () => void }) {
  const renew = useRenewToken();
  return (
    <Button size="small" isBusy={renew.isBusy} onClick={() => void renew.run(id).then(onDone)}>
      Renew the token and check again
    </Button>
  );
}
