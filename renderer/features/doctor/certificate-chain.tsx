import type { DoctorStep } from '#shared/model/doctor-report.ts';
import { useNow } from '../../app/use-now.ts';
import { Expiry } from '../connections/expiry.tsx';
import { Fingerprint } from '../connections/fingerprint.tsx';
import classes from './certificate-chain.module.css';

type CertificateChainProps = Pick<DoctorStep, 'chain'> & { showsFingerprints: boolean };

/** The certificates a server showed, its own first, each with the one that signed it below. */
export function CertificateChain({ chain, showsFingerprints }: CertificateChainProps) {
  const now = useNow();
  if (chain.length === 0) return null;
  return (
    <ol className={classes.chain} aria-label="Certificates the server showed">
      {chain.map((certificate) => (
        <li key={certificate.fingerprint}>
          <p>
            <b>{certificate.subject}</b>
            {certificate.isCa ? <span className="chip">CA</span> : null}
          </p>
          <p>
            {certificate.subject === certificate.issuer ? 'signed by itself' : `signed by ${certificate.issuer}`};{' '}
            <Expiry at={certificate.validTo} now={now} />
          </p>
          {showsFingerprints ? <Fingerprint hex={certificate.fingerprint} /> : null}
        </li>
      ))}
    </ol>
  );
}
