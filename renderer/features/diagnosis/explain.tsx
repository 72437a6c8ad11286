import type { Draft } from '#shared/model/draft.ts';
import type { Exchange } from '#shared/model/exchange.ts';
import type { Evidence, Finding, GateReport } from '#shared/model/gate-report.ts';
import { Sentence } from '../../ui/sentence.tsx';
import { ChipList } from './chip-list.tsx';
import styles from './explain.module.css';
import { GateStrip } from './gate-strip.tsx';
import { MendList } from './mend-list.tsx';
import { Notes } from './notes.tsx';
import { ProbeList } from './probe-list.tsx';
import { statusWords } from './status-words.ts';
import { useReport } from './use-report.ts';

type ExplainProps = {
  exchange: Exchange;
  isSending: boolean;
  /** Null where there is no draft to change or send again, as in history. */
  draft: Draft | null;
  /** False for an exchange out of a file somebody sent: it has no neighbours here, and nobody to probe. */
  isRecorded?: boolean;
};

/** Which gates let an exchange through, which stopped it, how that is known and what mends it. */
export function Explain({ exchange, isSending, draft, isRecorded = true }: ExplainProps) {
  const report = useReport(exchange, isRecorded);
  const [finding, ...others] = report.findings;
  return (
    <div className={styles.explain}>
      <div className={styles.why} data-has-mends={(finding?.mends.length ?? 0) > 0}>
        {report.gates.length === 0 ? null : (
          <div className={styles.strip}>
            <GateStrip report={report} />
          </div>
        )}
        <Notes exchange={exchange} />
        {finding === undefined ? <NoFinding exchange={exchange} report={report} /> : <Said finding={finding} />}
        {finding === undefined || finding.mends.length === 0 ? null : (
          <div className={styles.mends}>
            <MendList mends={finding.mends} exchange={exchange} draft={draft} isSending={isSending} />
          </div>
        )}
        {isRecorded ? <ProbeList probes={report.probes} exchangeId={exchange.id} /> : null}
        {others.length === 0 ? null : <OtherFindings findings={others} />}
      </div>
    </div>
  );
}

function Said({ finding }: { finding: Finding }) {
  return (
    // A probe may change what is believed, far from where it was sent off.
    <div>
      <h2 className={styles.say} aria-live="polite">
        <Sentence text={finding.sentence} />
      </h2>
      <p className={styles.sure}>
        {finding.confidence}: <Sentence text={finding.reason} />
      </p>
      <dl className={styles.evidence}>
        {finding.needed.length === 0 ? null : (
          <>
            <dt>Needed</dt>
            <dd>
              <ChipList names={finding.needed} kind="miss" />
            </dd>
          </>
        )}
        {finding.needed.length === 0 && finding.granted.length === 0 ? null : (
          <>
            <dt>Granted</dt>
            <dd>
              <ChipList names={finding.granted} kind="have" />
            </dd>
          </>
        )}
        {finding.evidence.length === 0 ? null : (
          <>
            <dt>Known from</dt>
            <dd>
              <KnownFrom evidence={finding.evidence} />
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}

/** The sources in one line; opened, what each of them showed. */
function KnownFrom({ evidence }: { evidence: readonly Evidence[] }) {
  const sources = [...new Set(evidence.map(({ source }) => source))];
  return (
    <details className={styles.known}>
      <summary>
        <Sentence text={sources.join(' · ')} />
      </summary>
      <ul>
        {evidence.map(({ text, source }) => (
          <li key={`${source} ${text}`}>
            <Sentence text={text} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function NoFinding({ exchange, report }: { exchange: Exchange; report: GateReport }) {
  const { response, failure } = exchange;
  const isThrough = failure === null && response !== null && response.status < 400 && report.stoppedAt === null;
  if (isThrough) return <h2 className={styles.through}>Every gate let it through.</h2>;
  if (failure !== null) {
    return (
      <div>
        <h2 className={styles.say}>
          <Sentence text={failure.sentence} />
        </h2>
        <p className={styles.sure}>
          {failure.code}, while {phases[failure.phase]}
        </p>
      </div>
    );
  }
  return (
    <div>
      <h2 className={styles.say}>The server answered {response === null ? 'nothing' : statusWords(response)}.</h2>
      <p className={styles.sure}>Gatewright knows no cause for it; the body may say more.</p>
    </div>
  );
}

const phases = {
  lookup: 'looking the name up',
  connect: 'connecting',
  proxy: 'passing the proxy',
  tls: 'agreeing on TLS',
  send: 'sending the call',
  wait: 'waiting for the answer',
  download: 'reading the answer',
  redirect: 'following a redirect',
  login: 'logging in',
} as const;

function OtherFindings({ findings }: { findings: readonly Finding[] }) {
  return (
    <section className={styles.others} aria-label="It may also be">
      <h3>It may also be</h3>
      <ul>
        {findings.map((finding) => (
          <li key={finding.cause}>
            <Sentence text={finding.sentence} />
            <p className={styles.sure}>
              {finding.confidence}: <Sentence text={finding.reason} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
