import type { ConnectionView } from '#shared/model/connection.ts';
import type { DoctorStep } from '#shared/model/doctor-report.ts';
import { openVaultDialog } from '../../app/dialogs.ts';
import { Button } from '../../ui/button.tsx';
import { Sentence } from '../../ui/sentence.tsx';
import { chooseKeyFile } from '../connections/import-key.ts';
import { useRenewToken } from '../connections/use-connections.ts';
import classes from './doctor-panel.module.css';
import { pageMendOf, sectionOfStep } from './doctor-words.ts';

type StepMendsProps = { step: DoctorStep; connection: ConnectionView; onCheckAgain: () => void };

/** What mends a step, each with the button that does it where there is one. */
export function StepMends({ step, connection, onCheckAgain }: StepMendsProps) {
  const isLocked = step.state === 'failed' && connection.secretState === 'locked';
  const isNamed = step.mends.some(({ action }) => action?.kind === 'open-connection');
  const pageMend = isNamed ? null : pageMendOf(step);
  if (step.mends.length === 0 && !isLocked && pageMend === null) return null;
  return (
    <ul className={classes.mends}>
      {step.mends.map((mend) => (
        <li key={mend.text}>
          <span>
            <Sentence text={mend.text} />
          </span>
          {mend.action?.kind === 'renew-token' ? <RenewAndCheck id={connection.id} onDone={onCheckAgain} /> : null}
          {mend.action?.kind === 'open-connection' ? <GoToSection step={step} connection={connection} /> : null}
        </li>
      ))}
      {pageMend === null ? null : (
        <li>
          <span>{pageMend}</span>
          <GoToSection step={step} connection={connection} />
        </li>
      )}
      {isLocked ? (
        <li>
          <Button size="small" onClick={openVaultDialog}>
            Unlock the vault…
          </Button>
        </li>
      ) : null}
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

/** The way to the part of this page that is to be changed. A new service key brings its own. */
function GoToSection({ step, connection }: Pick<StepMendsProps, 'step' | 'connection'>) {
  const section = sectionOfStep(step.id);
  const takesServiceKey = section === 'Credential' && connection.system === 'sap-workflow';
  return (
    <div className={classes.buttons}>
      <Button size="small" onClick={() => goToSection(section)}>
        Go to {section.toLowerCase()}
      </Button>
      {takesServiceKey ? (
        <Button size="small" onClick={chooseKeyFile}>
          Choose a new key…
        </Button>
      ) : null}
    </div>
  );
}

function goToSection(name: string): void {
  const section = document.querySelector(`section[aria-label="${name}"]`);
  section?.scrollIntoView({ block: 'start' });
  section?.querySelector<HTMLElement>('button, input')?.focus({ preventScroll: true });
}
