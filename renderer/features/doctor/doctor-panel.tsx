import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import type { DoctorReport } from '#shared/model/doctor-report.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import classes from './doctor-panel.module.css';
import { DoctorStepRow } from './doctor-step.tsx';
import { sayReport, stepNames } from './doctor-words.ts';
import type { Doctor } from './use-doctor.ts';

type DoctorPanelProps = { doctor: Doctor; connection: ConnectionView };

/** What the doctor found on the way to the service, step by step; nothing while nothing was asked. */
export function DoctorPanel({ doctor, connection }: DoctorPanelProps) {
  const { startedAt, report, error } = doctor;
  if (startedAt !== null) return <Running startedAt={startedAt} onCancel={doctor.cancel} />;
  if (error !== null) {
    return (
      <section className={classes.panel} aria-label="Check of the connection">
        <Head words="The check could not be made." doctor={doctor} />
        <ActionError error={error} />
      </section>
    );
  }
  return report === null ? null : <Report report={report} doctor={doctor} connection={connection} />;
}

function Report({ report, doctor, connection }: DoctorPanelProps & { report: DoctorReport }) {
  return (
    <section className={classes.panel} aria-label="Check of the connection">
      <Head words={sayReport(report)} doctor={doctor} />
      <ol className={classes.steps}>
        {report.steps.map((step) => (
          <DoctorStepRow key={step.id} step={step} connection={connection} onCheckAgain={doctor.check} />
        ))}
      </ol>
    </section>
  );
}

function Head({ words, doctor }: { words: string; doctor: Doctor }) {
  return (
    <header className={classes.head}>
      <div role="status" className={classes.words}>
        <h2>{words}</h2>
      </div>
      <Button size="small" onClick={doctor.check}>
        Check again
      </Button>
      <IconButton label="Close the check" icon={<IconX size={14} stroke={1.6} />} onClick={doctor.dismiss} />
    </header>
  );
}

function Running({ startedAt, onCancel }: { startedAt: number; onCancel: () => void }) {
  return (
    <section className={classes.panel} aria-label="Check of the connection" aria-busy="true">
      <header className={classes.head}>
        <div role="status" className={classes.words}>
          <h2>Checking…</h2>
        </div>
        <Elapsed startedAt={startedAt} />
        <Button size="small" onClick={onCancel}>
          Cancel
        </Button>
      </header>
      <ol className={classes.steps}>
        {stepNames.map(({ id, name }) => (
          <li key={id} className={classes.step} data-state="running">
            <span className={classes.sign} aria-hidden="true" />
            <h3>{name}</h3>
          </li>
        ))}
      </ol>
    </section>
  );
}

const tickMs = 100;

/** Seconds since it began; said only to the eye, because it changes all the time. */
function Elapsed({ startedAt }: { startedAt: number }) {
  const [now, setNow] = useState(startedAt);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <span className={`tabular ${classes.took}`} aria-hidden="true">
      {((now - startedAt) / 1000).toFixed(1)} s
    </span>
  );
}
