import { BrowserWindow, nativeTheme, type Session, screen, type WebPreferences } from 'electron';
import { placeWindow, smallest, type WindowStateStore } from './window-state.ts';

export type WindowParts = { session: Session; preload: string; isPackaged: boolean; state: WindowStateStore };

/** Everything the page may not do, said once. Defaults are spelled out: a changed default must not change us. */
export function webPreferences({ session, preload, isPackaged }: Omit<WindowParts, 'state'>): WebPreferences {
  return {
    session,
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    devTools: !isPackaged,
    // Middle click and friends open windows by themselves.
    disableBlinkFeatures: 'Auxclick',
  };
}

/** Creates the window where it was last, and shows it once there is something to see. Does not load it. */
export function createWindow(parts: WindowParts): BrowserWindow {
  const remembered = parts.state.read();
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...placeWindow(remembered?.bounds ?? null, workAreas),
    minWidth: smallest.width,
    minHeight: smallest.height,
    title: 'Gatewright',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#121315' : '#f6f5f2',
    webPreferences: webPreferences(parts),
  });
  if (remembered?.isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.webContents.on('did-finish-load', () => window.webContents.setZoomLevel(remembered?.zoomLevel ?? 0));
  window.on('close', () => {
    parts.state.write({
      bounds: window.getNormalBounds(),
      isMaximized: window.isMaximized(),
      zoomLevel: window.webContents.getZoomLevel(),
    });
  });
  return window;
}
