import type { Exchange } from '#shared/model/exchange.ts';
import { formatBytes } from '#shared/text/bytes.ts';
import { formatDuration } from '#shared/text/duration.ts';
import { updateApp } from '../../app/store.ts';
import { hasToken } from '../connections/has-token.ts';
import { useDraftConnection } from '../request/use-draft-connection.ts';
import styles from './facts-line.module.css';
import { outcomeOf } from './outcome.ts';
import { useExchange } from './use-exchange.ts';

/** How it ended, how long it took, how much came back, and the token call made for it. */
export function FactsLine({ exchange }: { exchange: Exchange }) {
  const outcome = outcomeOf(exchange);
  return (
    <div className={styles.facts} role="status">
      <span className={styles.status} data-tone={outcome.tone}>
        <span aria-hidden="true">{outcome.mark}</span>
        {outcome.words}
      </span>
      <span>{formatDuration(exchange.timings.totalMs)}</span>
      {exchange.response === null ? null : <span>{formatBytes(exchange.response.bodyBytes)}</span>}
      <TokenFact exchange={exchange} />
    </div>
  );
}

function TokenFact({ exchange }: { exchange: Exchange }) {
  const { tokenExchangeId, token } = exchange;
  const tokenExchange = useExchange(tokenExchangeId);
  const connection = useDraftConnection(exchange);
  if (tokenExchangeId === null) {
    if (token === null) return null;
    if (connection === null || hasToken(connection.credential)) return <span>token {token.tag} reused</span>;
    return (
      <span>
        {connection.credential.kind === 'assertion' ? 'assertion' : 'token'} {token.tag}
      </span>
    );
  }
  const tookMs = tokenExchange.data?.timings.totalMs;
  return (
    <button
      type="button"
      className={styles.link}
      title="Open the call to the token endpoint"
      onClick={() => updateApp({ view: 'history', shownEntryId: tokenExchangeId })}
    >
      {tookMs === undefined ? 'token call' : `token ${formatDuration(tookMs)}`}
    </button>
  );
}
