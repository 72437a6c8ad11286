import type { Exchange, Peer } from '#shared/model/exchange.ts';
import { formatDuration } from '#shared/text/duration.ts';
import { sayDay } from '../../ui/time.ts';
import { timingBars } from './timing-bars.ts';
import styles from './timing-view.module.css';

/** Where the time went, as bars on one scale. */
export function TimingView({ exchange }: { exchange: Exchange }) {
  const { timings, peer, request } = exchange;
  const isPlain = request.url.startsWith('http:');
  return (
    <div className={styles.timing}>
      <ol className={styles.bars} aria-label="Steps of the exchange">
        {timingBars(timings, isPlain).map((bar) => (
          <li key={bar.id} data-step={bar.id} data-skipped={bar.isSkipped}>
            <span className={styles.name}>{bar.name}</span>
            <span className={styles.track} aria-hidden="true">
              <span className={styles.bar} style={{ left: `${bar.start}%`, width: `${bar.width}%` }} />
            </span>
            <span className={styles.words}>{bar.words}</span>
          </li>
        ))}
        <li className={styles.total}>
          <span className={styles.name}>In all</span>
          <span />
          <span className={styles.words}>{formatDuration(timings.totalMs)}</span>
        </li>
      </ol>
      {timings.isConnectionReused ? (
        <p>
          The connection was still open from an earlier call, so there was
          {isPlain ? ' no lookup and no connecting.' : ' no lookup, no connecting and no TLS.'}
        </p>
      ) : null}
      {peer === null ? null : <PeerLine peer={peer} />}
    </div>
  );
}

function PeerLine({ peer }: { peer: Peer }) {
  const { certificate } = peer;
  return (
    <p>
      Spoke to{' '}
      <code>{peer.address.includes(':') ? `[${peer.address}]:${peer.port}` : `${peer.address}:${peer.port}`}</code>
      {peer.tlsProtocol === null ? ' in plain HTTP.' : ` over ${peer.tlsProtocol}.`}
      {certificate === null
        ? null
        : ` Its certificate is for ${certificate.subject}, issued by ${certificate.issuer}, good until ${sayDay(certificate.validTo)}.`}
    </p>
  );
}
