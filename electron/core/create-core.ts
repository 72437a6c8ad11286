import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createTokens } from './auth/tokens.ts';
import { createConnectionService } from './connections/connection-service.ts';
import { createSender } from './exchange/send-exchange.ts';
import { Failure } from './failure.ts';
import { createLog, type Log } from './log.ts';
import type { CorePorts } from './ports.ts';
import { createPracticeService, practiceConnectionId } from './practice/practice-service.ts';
import { type CoreRouter, createRouter } from './router.ts';
import type { Services } from './services.ts';
import { openBodies } from './store/bodies.ts';
import { openConnections } from './store/connections.ts';
import { openDrafts } from './store/drafts.ts';
import { openHistory } from './store/history.ts';
import { openSecretStore } from './store/secrets.ts';
import { openSettings } from './store/settings.ts';

/** A running Gatewright without a window: what both hosts carry to the renderer. */
export type Core = {
  router: CoreRouter;
  /** A window of a recorded response body; null when there is no such body. */
  readBody(
    exchangeId: string,
    offset: number,
    length: number,
  ): Promise<{ bytes: Uint8Array; totalBytes: number } | null>;
  /** Stops the practice systems, closes connections and stores. What was acknowledged is on disk by then. Safe to call twice. */
  dispose(): Promise<void>;
};

/** Builds the core over what its host lends it. Throws only when the data folder itself cannot be used. */
export async function createCore(ports: CorePorts): Promise<Core> {
  const log = createLog(ports.log, ports.clock);
  const stores = await openStores(ports);
  const services = createServices(ports, stores, log);
  const stop = async () => {
    await services.practice.dispose();
    await services.sender.dispose();
    await stores.history.dispose();
    stores.secrets.dispose();
  };
  let stopping: Promise<void> | null = null;
  return {
    router: createRouter(services),
    readBody: (exchangeId, offset, length) => stores.history.readBody(exchangeId, offset, length),
    dispose: () => (stopping ??= stop()),
  };
}

type Stores = Awaited<ReturnType<typeof openStores>>;

async function openStores({ clock, dataDir, startHistory, systemKeyStore, systemKeyStoreNote }: CorePorts) {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const notices: string[] = [];
  const onNotice = (sentence: string) => notices.push(sentence);
  const place = { dataDir, onNotice, clock };
  const bodies = openBodies(dataDir);
  return {
    notices,
    bodies,
    settings: openSettings(place),
    connections: openConnections(place),
    drafts: openDrafts(place),
    secrets: await openSecretStore({ ...place, systemKeyStore, systemKeyStoreNote }),
    history: await openHistory({ process: startHistory(join(dataDir, 'history.sqlite')), bodies, onNotice }),
  };
}

function createServices(
  ports: CorePorts,
  stores: Stores,
  log: Log,
): Services & { sender: ReturnType<typeof createSender> } {
  const { clock } = ports;
  const tokens = createTokens({ ...stores, clock, log, version: ports.host.version });
  const sender = createSender({ ...stores, tokens, clock, log, version: ports.host.version });
  const practice = createPracticeService({
    clock,
    desk: ports.desk,
    isAllowed: ports.hasPractice,
    hasConnection: () => stores.connections.get(practiceConnectionId) !== null,
    adoptKey: (key) => connections.importText(key, { id: practiceConnectionId, isPractice: true }),
  });
  const connections = createConnectionService({
    clock,
    store: stores.connections,
    secrets: stores.secrets,
    tokens,
    isPracticeClient: practice.isPracticeClient,
  });

  /** A practice connection brings its system up first: its endpoints are those of the one that runs now. */
  const wakePractice = async (connectionId: string | null) => {
    if (connectionId === practiceConnectionId && stores.connections.get(connectionId)) await practice.ensureRunning();
  };

  return {
    log,
    sender,
    connections,
    practice,
    drafts: stores.drafts,
    history: stores.history,
    secrets: stores.secrets,
    settings: stores.settings,
    hostInfo: () => ({ ...ports.host, notices: stores.notices }),
    exchanges: {
      async send({ draft, renewToken }, signal) {
        await wakePractice(draft.connectionId);
        return sender.send(draft, { renewToken, signal });
      },
      async get(id) {
        const exchange = await stores.history.get(id);
        if (exchange === null) throw new Failure('ENTRY_NOT_FOUND', 'This entry is no longer in history.');
        return exchange;
      },
    },
    tokens: {
      async renew(connectionId) {
        await wakePractice(connectionId);
        return (await tokens.renew(connections.find(connectionId))).token.state;
      },
    },
  };
}
