import { useState } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import type { DoctorStep } from '#shared/model/doctor-report.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { Fingerprint } from '../connections/fingerprint.tsx';
import { useUpdateConnection } from '../connections/use-connections.ts';
import classes from './accept-certificate.module.css';

type AcceptCertificateProps = {
  leaf: DoctorStep['chain'][number];
  connection: ConnectionView;
  onAccepted: () => void;
};

/** Accepts the one certificate a server showed, for this connection, after saying what that means. */
export function AcceptCertificate({ leaf, connection, onAccepted }: AcceptCertificateProps) {
  const [isAsking, setIsAsking] = useState(false);
  const update = useUpdateConnection();
  const accept = async () => {
    const trust = { ...connection.trust, pinnedFingerprint: leaf.fingerprint };
    if (await update.run({ id: connection.id, trust })) onAccepted();
  };
  if (!isAsking) {
    return (
      <div>
        <Button size="small" onClick={() => setIsAsking(true)}>
          Accept this certificate…
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.ask}>
      <p>
        <b>{connection.name}</b> then takes exactly this certificate whatever its faults, and no other connection does.
        Compare its fingerprint with what the server’s administrator tells you; whoever holds its key can read and
        change everything.{' '}
        {connection.trust.pinnedFingerprint === null ? '' : 'It takes the place of the one accepted before.'}
      </p>
      <Fingerprint hex={leaf.fingerprint} />
      <div className={classes.buttons}>
        <Button size="small" autoFocus onClick={() => setIsAsking(false)}>
          Cancel
        </Button>
        <Button size="small" kind="danger" isBusy={update.isBusy} onClick={() => void accept()}>
          Accept it for this connection
        </Button>
      </div>
      <ActionError error={update.error} />
    </div>
  );
}
