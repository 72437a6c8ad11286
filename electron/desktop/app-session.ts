import { type OnBeforeRequestListenerDetails, type Session, session } from 'electron';
import { isAppUrl } from './app-origin.ts';
import { denyPermissions } from './permissions.ts';

/**
 * The session of the window: without cache, and in memory only, so that the page keeps nothing on disk. Every request
 * for anything but `app:` is cancelled here, below whatever the page's policy says. All real traffic goes through the core.
 */
export function openAppSession({ isPackaged }: { isPackaged: boolean }): Session {
  const appSession = session.fromPartition('gatewright', { cache: false });
  // The spell checker would fetch its dictionaries from the internet.
  appSession.setSpellCheckerEnabled(false);
  denyPermissions(appSession);
  appSession.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !mayLoad(details, isPackaged) });
  });
  return appSession;
}

type Asked = Pick<OnBeforeRequestListenerDetails, 'url' | 'resourceType'>;

/** Our own files, pictures made by the page itself, and the developer tools of an unpackaged app. */
export function mayLoad({ url, resourceType }: Asked, isPackaged: boolean): boolean {
  if (isAppUrl(url)) return true;
  if (resourceType === 'image') return url.startsWith('data:image/') || url.startsWith('blob:app://bundle/');
  return !isPackaged && url.startsWith('devtools://devtools/');
}
