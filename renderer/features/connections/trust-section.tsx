import { useState } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { PageSection } from '../../ui/page.tsx';
import { countCertificates, readCaFile } from './ca-file.ts';
import { Fingerprint } from './fingerprint.tsx';
import { chooseFile } from './read-key.ts';
import classes from './trust-section.module.css';
import { useUpdateConnection } from './use-connections.ts';

const certificateEndings = '.pem,.crt,.cer,.der,.ca-bundle';

/** Whom the connection trusts beyond the system's own certificate authorities. */
export function TrustSection({ connection }: { connection: ConnectionView }) {
  const { id, trust } = connection;
  const update = useUpdateConnection();
  const [fault, setFault] = useState<string | null>(null);
  const keepCa = async (file: File) => {
    const read = await readCaFile(file);
    setFault(read.ok ? null : read.sentence);
    if (read.ok) await update.run({ id, trust: { ...trust, extraCa: read.pem } });
  };
  return (
    <PageSection title="Trust" note="for this connection only">
      <Facts>
        <Fact name="Authorities">
          <span className={classes.line}>
            {trust.extraCa === null
              ? 'those of this computer'
              : `those of this computer and ${sayCount(trust.extraCa)}`}
            <Button
              size="small"
              kind="quiet"
              isBusy={update.isBusy}
              onClick={() => chooseFile((file) => void keepCa(file), certificateEndings)}
            >
              {trust.extraCa === null ? 'Add a CA file…' : 'Another CA file…'}
            </Button>
            {trust.extraCa === null ? null : (
              <Button
                size="small"
                kind="quiet"
                onClick={() => void update.run({ id, trust: { ...trust, extraCa: null } })}
              >
                Remove it
              </Button>
            )}
          </span>
        </Fact>
        <Fact name="Accepted certificate">
          {trust.pinnedFingerprint === null ? (
            'none; the usual checks decide'
          ) : (
            <span className={classes.pin}>
              <Fingerprint hex={trust.pinnedFingerprint} />
              <span className={classes.line}>
                <span className={classes.says}>
                  <span aria-hidden="true">▲</span> The certificate with this fingerprint is taken whatever its faults.
                </span>
                <Button
                  size="small"
                  kind="quiet"
                  onClick={() => void update.run({ id, trust: { ...trust, pinnedFingerprint: null } })}
                >
                  Accept it no longer
                </Button>
              </span>
            </span>
          )}
        </Fact>
      </Facts>
      {fault === null ? null : <ActionError error={{ sentence: fault, mend: '' }} />}
      <ActionError error={update.error} />
    </PageSection>
  );
}

function sayCount(pem: string): string {
  const count = countCertificates(pem);
  return count === 1 ? 'one of a file' : `${count} of a file`;
}
