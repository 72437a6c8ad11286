import { randomUUID } from 'node:crypto';
import { longestTraffic, tooLarge } from '#shared/import/read-traffic.ts';
import type { Connection } from '#shared/model/connection.ts';
import type { BundleChoice, BundleReview, OpenedExchange, OpenedFile } from '#shared/model/support-bundle.ts';
import { createIdSource } from '../exchange/exchange-id.ts';
import { Failure } from '../failure.ts';
import type { Log } from '../log.ts';
import type { Clock, CorePorts, Desk } from '../ports.ts';
import type { HistoryStore } from '../store/history.ts';
import type { SettingsStore } from '../store/settings.ts';
import { type BuiltBundle, buildBundle } from './build-bundle.ts';
import type { BundleEnvironment } from './environment.ts';
import { type LoadedExchange, loadChoice } from './load-choice.ts';
import { type FileReading, readFileBytes, readFileText } from './read-file.ts';

export type SupportService = ReturnType<typeof createSupportService>;

type Dependencies = {
  clock: Clock;
  desk: Desk;
  history: Pick<HistoryStore, 'add' | 'get' | 'readBody'>;
  settings: Pick<SettingsStore, 'get'>;
  host: CorePorts['host'];
  log: Log;
  connectionOf(id: string): Connection | null;
  /** Milliseconds by which the servers of a connection are ahead; null when not known. */
  skewOf(connectionId: string): number | null;
  vaultKind(): string;
};

/** What others sent us, and what we send to others. Nothing here calls a server. */
export function createSupportService(deps: Dependencies) {
  const { clock, desk, history, log } = deps;
  const newId = createIdSource(clock);
  const options = () => ({
    now: clock.now(),
    // Ids of opened exchanges never meet those of history, nor of another file that is open.
    idPrefix: `opened-${randomUUID().slice(0, 8)}-`,
    onFault: (error: unknown) => log.error('an opened exchange could not be explained', error),
  });
  const build = async (choice: BundleChoice): Promise<BuiltBundle> => {
    const loaded = await loadChoice(choice.exchangeIds, deps);
    return buildBundle(loaded, { choice, environment: environmentOf(loaded, deps), now: clock.now() });
  };

  return {
    /** @throws Failure FILE_UNREADABLE */
    async open(file: Blob): Promise<OpenedFile> {
      if (file.size > longestTraffic) return opened(refused(tooLarge()));
      return opened(readFileBytes(new Uint8Array(await file.arrayBuffer()), options()));
    },

    /** @throws Failure FILE_UNREADABLE */
    openText(text: string): OpenedFile {
      return opened(readFileText(text, options()));
    },

    /** @throws Failure ENTRY_NOT_FOUND */
    async review(choice: BundleChoice): Promise<BundleReview> {
      return (await build(choice)).review;
    },

    /** @throws Failure ENTRY_NOT_FOUND */
    async export(choice: BundleChoice) {
      const { review, bytes } = await build(choice);
      return desk.save(review.fileName, bytes);
    },

    /** @throws Failure STORE_FAILED */
    async keep(exchanges: readonly OpenedExchange[]): Promise<void> {
      const ids = new Map(exchanges.map(({ exchange }) => [exchange.id, newId()]));
      const kept = (id: string | null) => (id === null ? null : (ids.get(id) ?? null));
      for (const { exchange, bodyText } of exchanges) {
        const probed = kept(exchange.probeOf?.exchangeId ?? null);
        const entry = {
          ...exchange,
          id: kept(exchange.id) ?? newId(),
          name: `From a file: ${exchange.name}`,
          connectionId: null,
          isPractice: false,
          tokenExchangeId: kept(exchange.tokenExchangeId),
          resendOf: kept(exchange.resendOf),
          probeOf: exchange.probeOf === null || probed === null ? null : { ...exchange.probeOf, exchangeId: probed },
        };
        await history.add(entry, bodyText === null ? null : Buffer.from(bodyText), bodyText ?? '');
      }
    },
  };
}

function opened(reading: FileReading): OpenedFile {
  if (reading.ok) return reading.file;
  const [first] = reading.problems;
  throw new Failure('FILE_UNREADABLE', first?.sentence ?? 'The file cannot be read.', { problems: reading.problems });
}

function refused(reading: ReturnType<typeof tooLarge>): FileReading {
  return reading.ok ? { ok: false, problems: [] } : reading;
}

function environmentOf(loaded: readonly LoadedExchange[], deps: Dependencies): BundleEnvironment {
  const { mode } = deps.settings.get().proxy;
  const ids = [...new Set(loaded.flatMap(({ connection }) => connection?.id ?? []))];
  const skews = ids.flatMap((id) => deps.skewOf(id) ?? []).map((ms) => String(Math.round(ms / 1000)));
  return {
    gatewright: deps.host.version,
    system: process.platform,
    host: deps.host.kind,
    proxy: mode === 'none' ? 'off' : mode === 'fixed' ? 'on' : 'as the system says',
    vault: deps.vaultKind(),
    clockSkewSeconds: skews.length === 0 ? 'not known' : skews.join(', '),
  };
}
