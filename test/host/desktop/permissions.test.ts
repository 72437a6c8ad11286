import type { Session } from 'electron';
import { describe, expect, it } from 'vitest';
import { denyPermissions } from '../../../electron/desktop/permissions.ts';
import { FakeSession } from '../../support/fake-electron.ts';

/** Every permission name that Electron 45's type declarations list. */
const names =
  'ar automatic-fullscreen background-fetch background-sync captured-surface-control clipboard-read clipboard-sanitized-write deprecated-sync-clipboard-read display-capture fileSystem fullscreen geolocation geolocation-approximate hand-tracking hid idle-detection keyboardLock local-fonts local-network local-network-access loopback-network media mediaKeySystem midi midiSysex nfc notifications openExternal payment-handler periodic-background-sync persistent-storage pointerLock screen-wake-lock sensors serial smart-card speaker-selection storage-access system-wake-lock top-level-storage-access usb vr web-app-installation web-printing window-management unknown'.split(
    ' ',
  );

type Handlers = {
  permissionRequest(contents: null, name: string, answer: (granted: boolean) => void, details: object): void;
  permissionCheck(contents: null, name: string, origin: string, details: object): boolean;
  devicePermission(details: object): boolean;
  displayMedia(request: object, answer: (streams: unknown) => void): void;
};

function guarded() {
  const session = new FakeSession();
  denyPermissions(session as unknown as Session);
  const handlers = session.handlers as unknown as Handlers;
  const asked = (name: string, requestingUrl: string, isMainFrame: boolean) => {
    const granted: boolean[] = [];
    handlers.permissionRequest(null, name, (answer) => granted.push(answer), { requestingUrl, isMainFrame });
    granted.push(handlers.permissionCheck(null, name, requestingUrl, { isMainFrame }));
    return granted;
  };
  return { session, handlers, asked };
}

describe('permissions', () => {
  it.each(names)('answers for %s', (name) => {
    const isGranted = name === 'clipboard-sanitized-write';
    expect(guarded().asked(name, 'app://bundle/', true)).toEqual([isGranted, isGranted]);
  });

  it('lets nobody else write the clipboard', () => {
    const { asked } = guarded();
    for (const origin of ['https://example.com/', 'app://other/', 'app://bundle.evil/', 'null', '', 'file:///']) {
      expect(asked('clipboard-sanitized-write', origin, true)).toEqual([false, false]);
    }
    expect(asked('clipboard-sanitized-write', 'app://bundle/', false)).toEqual([false, false]);
  });

  it('gives no device, no screen and no download', () => {
    const { session, handlers } = guarded();
    expect(['hid', 'serial', 'usb'].map((deviceType) => handlers.devicePermission({ deviceType }))).toEqual([
      false,
      false,
      false,
    ]);
    const streams: unknown[] = [];
    handlers.displayMedia({}, (given) => streams.push(given));
    expect(streams).toEqual([null]);
    const download = { isPrevented: false, preventDefault: () => Object.assign(download, { isPrevented: true }) };
    session.emit('will-download', download);
    expect(download.isPrevented).toBe(true);
  });
});
