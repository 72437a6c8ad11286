import type { Connection } from '#shared/model/connection.ts';
import type { Exchange } from '#shared/model/exchange.ts';
import type { ExplainInput, Neighbour } from '#shared/systems/system.ts';
import { decodeText } from '#shared/text/decode-text.ts';
import { Failure } from '../failure.ts';
import type { Clock } from '../ports.ts';
import type { HistoryStore } from '../store/history.ts';

type Dependencies = {
  clock: Clock;
  history: Pick<HistoryStore, 'get' | 'near' | 'readBody'>;
  connectionOf(id: string): Connection | null;
};

/** What the rules of the gates read of a body. */
const readBytes = 64 * 1024;

/** Collects out of history what a report on an entry may be computed from. */
export type Witnesses = {
  /** @throws Failure ENTRY_NOT_FOUND, STORE_FAILED */
  about(exchangeId: string): Promise<{ exchange: Exchange; input: ExplainInput }>;
};

export function createWitnesses({ clock, history, connectionOf }: Dependencies): Witnesses {
  /** The beginning of a recorded body; null when there is none, or none that is text. */
  const bodyOf = async ({ id, response }: Exchange): Promise<string | null> => {
    if (response === null) return null;
    const window = await history.readBody(id, 0, readBytes);
    return window === null ? null : textOf(window.bytes);
  };

  const neighbourOf = async (exchange: Exchange): Promise<Neighbour> => ({
    exchange,
    bodyText: await bodyOf(exchange),
  });

  return {
    async about(exchangeId) {
      const exchange = await history.get(exchangeId);
      if (exchange === null) throw new Failure('ENTRY_NOT_FOUND', 'This entry is no longer in history.');
      const { connectionId, tokenExchangeId } = exchange;
      const tokenExchange = tokenExchangeId === null ? null : await history.get(tokenExchangeId);
      const near = (await history.near(exchangeId)).filter(({ id }) => id !== tokenExchangeId);
      const input: ExplainInput = {
        exchange,
        tokenExchange,
        bodyText: await bodyOf(exchange),
        tokenBodyText: tokenExchange === null ? null : await bodyOf(tokenExchange),
        connection: connectionId === null ? null : connectionOf(connectionId),
        neighbours: await Promise.all(near.map(neighbourOf)),
        now: clock.now(),
      };
      return { exchange, input };
    },
  };
}

function textOf(bytes: Uint8Array): string | null {
  const text = decodeText(bytes);
  return text.includes('\u0000') ? null : text;
}
