import { type BrowserWindow, dialog } from 'electron';

const again = {
  type: 'warning' as const,
  message: 'The window stopped working and was loaded again.',
  detail: 'Connections, history and saved drafts are where they were. What was typed last may be missing.',
  buttons: ['OK'],
};

const asked = {
  type: 'error' as const,
  message: 'The window stopped working again.',
  detail: 'Connections, history and saved drafts are safe. Load the window once more, or close it?',
  buttons: ['Load again', 'Close'],
  defaultId: 0,
  cancelId: 1,
};

/**
 * Brings a window back whose page process died: once by itself, saying so; after that the user decides, because a page
 * that keeps dying would otherwise never stop loading. The core lives in the main process and has lost nothing.
 */
export function reviveWindow(window: BrowserWindow): void {
  let hasRevived = false;
  window.webContents.on('render-process-gone', async (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    if (!hasRevived) {
      hasRevived = true;
      window.webContents.reload();
      await dialog.showMessageBox(window, again);
      return;
    }
    const { response } = await dialog.showMessageBox(window, asked);
    if (window.isDestroyed()) return;
    if (response === 0) window.webContents.reload();
    else window.destroy();
  });
}
