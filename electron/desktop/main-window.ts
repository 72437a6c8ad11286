import type { BrowserWindow } from 'electron';
import type { CoreRouter } from '#core/router.ts';
import { appUrl } from './app-origin.ts';
import { bridgePorts } from './port-bridge.ts';
import { reviveWindow } from './renderer-gone.ts';
import { createWindow, type WindowParts } from './window.ts';

/** The one window, or null while there is none: before the first opens, and on macOS after the last closed. */
export type MainWindow = { current: BrowserWindow | null };

/** Opens the window, joins it to the core and loads the page. Rejects when the page cannot be loaded. */
export async function openMainWindow(main: MainWindow, parts: WindowParts, router: CoreRouter): Promise<void> {
  const window = createWindow(parts);
  main.current = window;
  window.on('closed', () => {
    main.current = null;
  });
  bridgePorts(window.webContents, router);
  reviveWindow(window);
  await window.loadURL(appUrl);
}
