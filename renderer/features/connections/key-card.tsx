import { useNow } from '../../app/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Expiry } from './expiry.tsx';
import { Fingerprint } from './fingerprint.tsx';
import classes from './key-card.module.css';
import type { HeldKey } from './read-key.ts';

/** What a key file turned out to be: everything but the key. */
export function KeyCard({ held, onOther }: { held: HeldKey; onOther: () => void }) {
  const { key, words, fileName, problems } = held;
  const now = useNow();
  const { certificate } = key;
  return (
    <div className={classes.card}>
      <div className={classes.head}>
        <span aria-hidden="true">✓</span>
        <b>{words}</b>
        <span className={classes.file}>{fileName}</span>
        <Button size="small" kind="quiet" onClick={onOther}>
          Another key…
        </Button>
      </div>
      <Facts>
        <Fact name="Key" isMono>
          {key.algorithm}
        </Fact>
        <Fact name="Signs with">{key.signsWith.join(', ')}</Fact>
        <Fact name="Key id" isMono>
          {key.keyId}
        </Fact>
        <Fact name="Certificate of">{certificate?.subject ?? null}</Fact>
        <Fact name="Issued by">{certificate?.issuer ?? null}</Fact>
        <Fact name="Ends">{certificate === null ? null : <Expiry at={certificate.validTo} now={now} />}</Fact>
        <Fact name="Fingerprint">{certificate === null ? null : <Fingerprint hex={certificate.fingerprint} />}</Fact>
      </Facts>
      {problems.map((problem) => (
        <p key={problem} className={classes.problem}>
          <span aria-hidden="true">▲</span> {problem}
        </p>
      ))}
    </div>
  );
}
