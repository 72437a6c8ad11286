import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openAuthorityFiles } from './authorities/authority-files.ts';
import { createLogins } from './create-logins.ts';
import { createServices } from './create-services.ts';
import { createLog } from './log.ts';
import type { CorePorts } from './ports.ts';
import { type CoreRouter, createRouter } from './router.ts';
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
  const logins = createLogins(ports, stores, log);
  const services = createServices(ports, stores, logins, log);
  const stop = async () => {
    await services.authorities.dispose();
    await services.practice.dispose();
    await logins.dispose();
    await stores.history.dispose();
    logins.secrets.dispose();
  };
  let stopping: Promise<void> | null = null;
  return {
    router: createRouter(services),
    readBody: (exchangeId, offset, length) => stores.history.readBody(exchangeId, offset, length),
    dispose: () => (stopping ??= stop()),
  };
}

export type Stores = Awaited<ReturnType<typeof openStores>>;

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
    authorityFiles: openAuthorityFiles(place),
    vault: await openSecretStore({ ...place, systemKeyStore, systemKeyStoreNote }),
    history: await openHistory({ process: startHistory(join(dataDir, 'history.sqlite')), bodies, onNotice }),
  };
}
