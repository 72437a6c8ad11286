import { app, type BrowserWindow } from 'electron';

/**
 * True in the first process of this data folder. A second one gets false and must quit; the first then brings its window
 * to the front. Two cores over the same stores would overwrite each other.
 */
export function takeSingleInstance(currentWindow: () => BrowserWindow | null): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', () => {
    const window = currentWindow();
    if (window === null) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  return true;
}
