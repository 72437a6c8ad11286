import type { Connection } from '#shared/model/connection.ts';
import type { Exchange } from '#shared/model/exchange.ts';
import { decodeText } from '#shared/text/decode-text.ts';
import { Failure } from '../failure.ts';
import type { HistoryStore } from '../store/history.ts';

/** An exchange out of history, with what else a report on it reads. */
export type LoadedExchange = { exchange: Exchange; bodyText: string | null; connection: Connection | null };

type Dependencies = {
  history: Pick<HistoryStore, 'get' | 'readBody'>;
  connectionOf(id: string): Connection | null;
};

/** A body that leaves is cut here: a report reads the beginning. */
const longestBody = 256 * 1024;

/**
 * The chosen exchanges and the token calls made for them, oldest first.
 * @throws Failure ENTRY_NOT_FOUND for a chosen one that is gone; STORE_FAILED
 */
export async function loadChoice(ids: readonly string[], deps: Dependencies): Promise<LoadedExchange[]> {
  const chosen = await Promise.all([...new Set(ids)].map(async (id) => found(await deps.history.get(id))));
  const known = new Set(chosen.map(({ id }) => id));
  const linked = [...new Set(chosen.flatMap(({ tokenExchangeId }) => tokenExchangeId ?? []))].filter(
    (id) => !known.has(id),
  );
  const tokenCalls = (await Promise.all(linked.map(deps.history.get))).filter((one) => one !== null);
  const all = [...chosen, ...tokenCalls].sort((a, b) => a.startedAt - b.startedAt || (a.kind === 'token' ? -1 : 1));
  return Promise.all(all.map((exchange) => load(exchange, deps)));
}

function found(exchange: Exchange | null): Exchange {
  if (exchange === null) throw new Failure('ENTRY_NOT_FOUND', 'An entry of this choice is no longer in history.');
  return exchange;
}

async function load(exchange: Exchange, { history, connectionOf }: Dependencies): Promise<LoadedExchange> {
  const window = exchange.response === null ? null : await history.readBody(exchange.id, 0, longestBody);
  const text = window === null ? null : decodeText(window.bytes);
  return {
    exchange,
    bodyText: text === null || text === '' || text.includes('\u0000') ? null : text,
    connection: exchange.connectionId === null ? null : connectionOf(exchange.connectionId),
  };
}
