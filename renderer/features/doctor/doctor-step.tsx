import type { ConnectionView } from '#shared/model/connection.ts';
import type { DoctorStep } from '#shared/model/doctor-report.ts';
import { updateApp } from '../../app/store.ts';
import { Button } from '../../ui/button.tsx';
import { Sentence } from '../../ui/sentence.tsx';
import { AcceptCertificate } from './accept-certificate.tsx';
import { CertificateChain } from './certificate-chain.tsx';
import classes from './doctor-panel.module.css';
import { acceptableCertificate, sayTook } from './doctor-words.ts';
import { StepMends } from './step-mends.tsx';

type DoctorStepRowProps = { step: DoctorStep; connection: ConnectionView; onCheckAgain: () => void };

const signs: Record<DoctorStep['state'], string> = { passed: '✓', failed: '■', skipped: '–', 'not-reached': '' };
const stateWords: Record<DoctorStep['state'], string> = {
  passed: 'passed',
  failed: 'failed',
  skipped: 'nothing to do',
  'not-reached': 'not reached',
};

/** One step of the way: how it went, how long it took, what that was seen by, and what mends it. */
export function DoctorStepRow({ step, connection, onCheckAgain }: DoctorStepRowProps) {
  const { state, evidence, chain, exchangeId } = step;
  const leaf = acceptableCertificate(step, connection.trust.pinnedFingerprint);
  return (
    <li className={classes.step} data-state={state}>
      <span className={classes.sign} aria-hidden="true">
        {signs[state]}
      </span>
      <h3>
        {step.name} <span className={classes.state}>{stateWords[state]}</span>
      </h3>
      <span className={`tabular ${classes.took}`}>{sayTook(step.tookMs)}</span>
      <div className={classes.found}>
        {step.cause === '' ? null : (
          <p className={classes.cause}>
            <Sentence text={step.cause} />
          </p>
        )}
        {evidence.map(({ text, source }) => (
          <p key={`${source} ${text}`}>
            <Sentence text={text} /> <small>{source}</small>
          </p>
        ))}
        <CertificateChain chain={chain} showsFingerprints={state === 'failed'} />
        <StepMends step={step} connection={connection} onCheckAgain={onCheckAgain} />
        {leaf === null ? null : <AcceptCertificate leaf={leaf} connection={connection} onAccepted={onCheckAgain} />}
        {exchangeId === null ? null : (
          <div className={state === 'failed' ? undefined : classes.quiet}>
            <Button
              size="small"
              kind={state === 'failed' ? 'plain' : 'quiet'}
              onClick={() => updateApp({ view: 'history', shownEntryId: exchangeId })}
            >
              Show the exchange
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}
