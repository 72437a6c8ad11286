import type { Event, WebContents } from 'electron';
import { appUrl } from './app-origin.ts';

/**
 * Keeps a web contents where it is. The only navigation allowed is the main frame loading the app's own document again.
 * A new window never opens; its address is offered to `onLink`, which asks the user. Frames and webviews stay empty.
 */
export function guardNavigation(contents: WebContents, onLink: (url: string) => void): void {
  const refuse = (details: Event<{ url: string; isMainFrame: boolean }>) => {
    if (!details.isMainFrame || !isOwnDocument(details.url)) details.preventDefault();
  };
  contents.on('will-navigate', refuse);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-redirect', (details) => details.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    onLink(url);
    return { action: 'deny' };
  });
}

/** Compared as text, with nothing parsed away: what is not exactly ours is not ours. A fragment makes no difference. */
function isOwnDocument(url: string): boolean {
  return url === appUrl || url.startsWith(`${appUrl}#`);
}
