import { join } from 'node:path';
import { app, protocol, session } from 'electron';
import type { Core } from '#core/create-core.ts';
import { createLog } from '#core/log.ts';
import type { Clock, CorePorts, LogSink } from '#core/ports.ts';
import { createPrograms } from '#core/programs/run-program.ts';
import { appScheme, createAppProtocol } from './app-protocol.ts';
import { openAppSession } from './app-session.ts';
import { createNonce } from './content-security-policy.ts';
import { createDesk } from './desk.ts';
import { openFileLog } from './file-log.ts';
import { createHistoryStarter } from './history-process.ts';
import { type MainWindow, openMainWindow } from './main-window.ts';
import { showMenu } from './menu.ts';
import { guardNavigation } from './navigation.ts';
import { createLinkOpener } from './open-external.ts';
import { openSystemKeys } from './safe-storage-key-store.ts';
import { takeSingleInstance } from './single-instance.ts';
import type { StartOptions } from './start-options.ts';
import { disposeOnQuit, stopOnUncaught, stopWith } from './stop.ts';
import { createSystemProxy } from './system-proxy.ts';
import { openWindowState } from './window-state.ts';

export type DesktopParts = {
  createCore(ports: CorePorts): Promise<Core>;
  clock: Clock;
  platform: NodeJS.Platform;
  /** Where programs are found and run. */
  env: Readonly<Record<string, string | undefined>>;
  options: StartOptions;
  /** Folder of the bundled main process: `preload.cjs` and `history-worker.mjs` lie in it. */
  mainDir: string;
  rendererDir: string;
};

/** The desktop host, start to end. Resolves when its window is up, or when there is nothing to do. */
export async function startDesktop(parts: DesktopParts): Promise<void> {
  const main: MainWindow = { current: null };
  const dataDir = prepareProcess(parts.options);
  if (!takeSingleInstance(() => main.current)) return app.quit();

  const openLink = createLinkOpener(() => main.current);
  const offerLink = (url: string) => void openLink(url);
  app.on('web-contents-created', (_event, contents) => guardNavigation(contents, offerLink));

  await app.whenReady();
  const log = openFileLog(dataDir);
  const { error: logError } = createLog(log, parts.clock);
  stopOnUncaught(logError);
  try {
    const core = await openCore(parts, { dataDir, log, main });
    showMenu({ platform: parts.platform, isPackaged: app.isPackaged, openLink: offerLink });
    await showWindow(parts, { dataDir, main, core });
  } catch (error) {
    logError('start failed', error);
    stopWith('Gatewright could not start. The log in its data folder says where it stopped.');
  }
}

/** What must be said before Electron is ready: after that, a first renderer may already be running without it. */
function prepareProcess({ dataDir }: StartOptions): string {
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([appScheme]);
  if (dataDir !== null) app.setPath('userData', dataDir);
  const home = app.getPath('userData');
  // What Chromium writes of its own accord stays apart from what is ours.
  app.setPath('sessionData', join(home, 'chromium'));
  return home;
}

type CorePlace = { dataDir: string; log: LogSink; main: MainWindow };

async function openCore(parts: DesktopParts, { dataDir, log, main }: CorePlace): Promise<Core> {
  const { keyStore, note } = await openSystemKeys(parts.platform);
  const core = await parts.createCore({
    clock: parts.clock,
    dataDir,
    startHistory: createHistoryStarter(join(parts.mainDir, 'history-worker.mjs')),
    systemKeyStore: keyStore,
    systemKeyStoreNote: note,
    desk: createDesk(() => main.current),
    proxyLookup: createSystemProxy(session.defaultSession),
    programs: createPrograms({ env: parts.env, platform: parts.platform }),
    log,
    host: { kind: 'desktop', version: app.getVersion() },
    hasPractice: parts.options.hasPractice,
  });
  disposeOnQuit(core);
  return core;
}

type WindowPlace = { dataDir: string; main: MainWindow; core: Core };

async function showWindow(parts: DesktopParts, { dataDir, main, core }: WindowPlace): Promise<void> {
  const { isPackaged } = app;
  const appSession = openAppSession({ isPackaged });
  const { rendererDir } = parts;
  appSession.protocol.handle(
    'app',
    await createAppProtocol({ rendererDir, nonce: createNonce(), readBody: core.readBody }),
  );
  const state = openWindowState(dataDir);
  const preload = join(parts.mainDir, 'preload.cjs');
  const open = () => openMainWindow(main, { session: appSession, preload, isPackaged, state }, core.router);
  app.on('activate', () => void (main.current ?? open()));
  app.on('window-all-closed', () => {
    if (parts.platform !== 'darwin') app.quit();
  });
  await open();
}
