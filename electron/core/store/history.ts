import { Failure } from '#core/failure.ts';
import type { HistoryProcess } from '#core/ports.ts';
import { Exchange } from '#shared/model/exchange.ts';
import type { GateCount, HistoryPage } from '#shared/model/history-entry.ts';
import type { BodyStore } from './bodies.ts';
import { createHistoryLine } from './history-line.ts';
import { maxStoredBodyBytes } from './history-messages.ts';
import { entryOf, searchTextOf } from './new-entry.ts';
import { matchWords } from './search-words.ts';
import type { BodyWindow } from './window.ts';

/** Everything that was sent, newest first. Every call throws `STORE_FAILED` when the database refuses or is gone. */
export type HistoryStore = {
  /**
   * Records an exchange; resolves when it is durable. `body` is at most 1 MiB; a bigger one is in a file and null here.
   * `searchText` is what of the answer's body should be found; name, URL, headers and the sent body are found anyway.
   */
  add(exchange: Exchange, body: Uint8Array | null, searchText: string): Promise<void>;
  /** `search` is words as typed: all must be there, the last may be a beginning. The filters let everything through when null. */
  list(query: HistoryQuery): Promise<HistoryPage>;
  /** The gates that stopped entries, the most frequent first. */
  stops(): Promise<GateCount[]>;
  /** Exchanges that may bear witness about one: those around it on the same connection, and its probes; oldest first. */
  near(id: string): Promise<Exchange[]>;
  get(id: string): Promise<Exchange | null>;
  /** A window of at most 1 MiB, from the file or the database; null when there is no such body. */
  readBody(id: string, offset: number, length: number): Promise<BodyWindow | null>;
  remove(id: string): Promise<void>;
  clear(): Promise<void>;
  dispose(): Promise<void>;
};

export type HistoryQuery = {
  search: string;
  stoppedAt?: string | null;
  connectionId?: string | null;
  cursor: number | null;
  limit: number;
};

export type HistoryOptions = {
  process: HistoryProcess;
  bodies: BodyStore;
  /** Told in a sentence what was mended while opening. */
  onNotice?: (sentence: string) => void;
};

/** Waits until the database is open. Throws `STORE_FAILED` when it cannot be. */
export async function openHistory({ process, bodies, onNotice }: HistoryOptions): Promise<HistoryStore> {
  const line = createHistoryLine(process);
  for (const notice of await line.call('notices', null)) onNotice?.(notice);

  const get = async (id: string): Promise<Exchange | null> => {
    const text = await line.call('get', { id });
    return text === null ? null : readExchange(text);
  };

  return {
    add: async (exchange, body, searchText) => {
      if (body !== null && body.byteLength > maxStoredBodyBytes) throw new RangeError('This body belongs in a file.');
      await line.call('add', {
        entry: entryOf(exchange),
        exchange: JSON.stringify(exchange),
        body: body === null ? null : withoutSurroundings(body),
        searchText: searchTextOf(exchange, searchText),
        probeOf: exchange.probeOf?.exchangeId ?? null,
      });
    },
    list: ({ search, stoppedAt = null, connectionId = null, cursor, limit }) =>
      line.call('list', { match: matchWords(search), stoppedAt, connectionId, cursor, limit }),
    stops: () => line.call('stops', null),
    near: async (id) => {
      const near = await Promise.all((await line.call('near', { id })).map(get));
      return near.filter((one) => one !== null);
    },
    get,
    readBody: async (id, offset, length) =>
      (await bodies.read(id, offset, length)) ?? (await line.call('readBody', { id, offset, length })),
    remove: async (id) => {
      await line.call('remove', { id });
      await bodies.remove(id);
    },
    clear: async () => {
      await line.call('clear', null);
      await bodies.clear();
    },
    dispose: () => process.stop(),
  };
}

/** Cloning a view clones the whole buffer beneath it, which for a small body may be a pool of many others. */
function withoutSurroundings(body: Uint8Array): Uint8Array {
  return body.byteLength === body.buffer.byteLength ? body : new Uint8Array(body);
}

function readExchange(text: string): Exchange {
  const result = Exchange.safeParse(JSON.parse(text));
  if (result.success) return result.data;
  throw new Failure('STORE_FAILED', 'This entry was recorded in a shape that this version cannot read.');
}
