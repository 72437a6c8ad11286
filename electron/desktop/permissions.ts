import type { Session } from 'electron';
import { isAppUrl } from './app-origin.ts';

/** Copying to the clipboard on a click is all the page may ever do. Electron's default grants everything. */
const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/**
 * Denies every permission but the one above, and that one to our own main frame only. Both handlers are needed: some
 * web APIs ask, others only check. Devices, screens and downloads have doors of their own, which are shut too.
 */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(mayHave(permission, details.requestingUrl, details.isMainFrame));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
    mayHave(permission, requestingOrigin, details.isMainFrame),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null));
  session.on('will-download', (event) => event.preventDefault());
}

function mayHave(permission: string, requester: string, isMainFrame: boolean): boolean {
  return granted.has(permission) && isMainFrame && isAppUrl(requester);
}
