import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Core } from '#core/create-core.ts';
import type { CorePorts } from '#core/ports.ts';
import { createRouter } from '#core/router.ts';
import type { Services } from '#core/services.ts';
import { type DesktopParts, startDesktop } from '../../../electron/desktop/desktop-app.ts';
import { readStartOptions } from '../../../electron/desktop/start-options.ts';
import {
  answers,
  calls,
  callsOf,
  children,
  fakeElectron,
  resetFakeElectron,
  sessions,
  windows,
} from '../../support/fake-electron.ts';

vi.mock('electron', async () => (await import('../../support/fake-electron.ts')).fakeElectron);

const { app } = fakeElectron;
let dataDir: string;
let lent: CorePorts[];
const dispose = vi.fn(() => Promise.resolve());

function parts(changes: Partial<DesktopParts> = {}): DesktopParts {
  return {
    createCore: async (ports): Promise<Core> => {
      lent.push(ports);
      return { router: createRouter({} as Services), readBody: async () => null, dispose };
    },
    clock: { now: () => 0 },
    platform: 'linux',
    env: {},
    options: { dataDir, hasPractice: true },
    mainDir: '/app/build/main',
    rendererDir: join(dataDir, 'renderer'),
    ...changes,
  };
}

type SessionHandlers = {
  protocol(request: Request): Promise<Response>;
  onBeforeRequest(details: object, answer: (verdict: { cancel: boolean }) => void): void;
};

const fatalEvents = ['uncaughtException', 'unhandledRejection'] as const;
const before = new Set<unknown>(fatalEvents.flatMap((event) => process.listeners(event as 'uncaughtException')));
/** What the host listens to for errors nobody caught; the test runner has listeners of its own. */
const ownListeners = () =>
  fatalEvents.flatMap((event) =>
    process
      .listeners(event as 'uncaughtException')
      .filter((listener) => !before.has(listener))
      .map((listener) => [event, listener as (cause: unknown) => void] as const),
  );

const order = () => calls.map((call) => call.what);
const settled = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(async () => {
  resetFakeElectron();
  dispose.mockReset().mockResolvedValue();
  lent = [];
  dataDir = await mkdtemp(join(tmpdir(), 'gatewright-desktop-'));
  await mkdir(join(dataDir, 'renderer'));
  await writeFile(join(dataDir, 'renderer', 'index.html'), '<meta content="__CSP_NONCE__" />');
  answers.safeStorage = {
    isAvailable: async () => false,
    encrypt: () => Promise.reject(new Error()),
    decrypt: () => Promise.reject(new Error()),
  };
});
afterEach(async () => {
  for (const [event, listener] of ownListeners()) process.off(event, listener);
  await rm(dataDir, { recursive: true });
});

describe('starting the desktop host', () => {
  it('asks for the sandbox, the scheme and the lock before Electron is ready, and guards the session before the window', async () => {
    await startDesktop(parts());
    expect(order()).toEqual([
      'app.enableSandbox',
      'protocol.registerSchemesAsPrivileged',
      'app.setPath',
      'app.setPath',
      'app.requestSingleInstanceLock',
      'app.whenReady',
      'Menu.setApplicationMenu',
      'session.fromPartition',
      'session.setSpellCheckerEnabled',
      'session.permissionRequest',
      'session.permissionCheck',
      'session.devicePermission',
      'session.displayMedia',
      'session.onBeforeRequest',
      'protocol.handle',
      'new BrowserWindow',
      'window.loadURL',
    ]);
    expect(callsOf('window.loadURL')).toEqual([['app://bundle/']]);
    expect(callsOf('session.fromPartition')).toEqual([['gatewright', { cache: false }]]);
  });

  it('gives the window exactly these preferences', async () => {
    await startDesktop(parts());
    expect(windows[0]?.options.webPreferences).toEqual({
      session: sessions[0],
      preload: '/app/build/main/preload.cjs',
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
      devTools: false,
      disableBlinkFeatures: 'Auxclick',
    });
  });

  it('has developer tools only when it is not packaged', async () => {
    answers.isPackaged = false;
    await startDesktop(parts());
    expect(windows[0]?.options.webPreferences).toMatchObject({ devTools: true });
  });

  it('serves its own page with the policy, and cancels every request for anything else', async () => {
    await startDesktop(parts());
    const [session] = sessions as unknown as { handlers: SessionHandlers }[];
    if (session === undefined) throw new Error('no session was made');
    const { protocol, onBeforeRequest } = session.handlers;
    const page = await protocol(new Request('app://bundle/'));
    const nonce = /content="([\w-]+)"/.exec(await page.text())?.[1];
    expect(page.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);

    const isCancelled = (url: string, resourceType: string) => {
      const verdicts: boolean[] = [];
      onBeforeRequest({ url, resourceType }, ({ cancel }) => verdicts.push(cancel));
      return verdicts[0];
    };
    expect(isCancelled('app://bundle/assets/main.js', 'script')).toBe(false);
    expect(isCancelled('data:image/png;base64,AA', 'image')).toBe(false);
    expect(isCancelled('blob:app://bundle/1', 'image')).toBe(false);
    expect(isCancelled('data:text/html,x', 'image')).toBe(true);
    expect(isCancelled('https://example.com/x.png', 'image')).toBe(true);
    const foreign =
      'https://example.com/ http://127.0.0.1/ ws://127.0.0.1/ wss://x.example/ file:///etc/passwd ftp://x.example/ data:text/html,x data:image/svg+xml,x blob:https://x.example/1 chrome://gpu devtools://devtools/x app://other/';
    for (const url of foreign.split(' ')) {
      for (const type of ['mainFrame', 'subFrame', 'script', 'xhr', 'webSocket', 'other']) {
        expect([url, type, isCancelled(url, type)]).toEqual([url, type, true]);
      }
    }
  });

  it('guards every web contents that ever comes into being', async () => {
    await startDesktop(parts());
    expect(windows[0]?.webContents.openHandler).not.toBeNull();
    expect(windows[0]?.webContents.listenerCount('will-navigate')).toBe(1);
  });

  it('lends the core its ports', async () => {
    await startDesktop(parts({ options: { dataDir, hasPractice: false } }));
    expect(lent).toMatchObject([
      {
        dataDir,
        hasPractice: false,
        host: { kind: 'desktop', version: '0.1.0' },
        systemKeyStore: null,
        systemKeyStoreNote: expect.stringContaining('no key store'),
      },
    ]);
    answers.proxies = 'PROXY proxy.example:8080';
    expect(await lent[0]?.proxyLookup?.find('https://service.test/')).toEqual(['http://proxy.example:8080']);
    lent[0]?.startHistory('/data/history.sqlite');
    expect(callsOf('utilityProcess.fork')[0]?.[0]).toBe('/app/build/main/history-worker.mjs');
    expect(children[0]?.posted).toEqual([{ open: '/data/history.sqlite' }]);
  });

  it('keeps what Chromium writes apart from what is ours', async () => {
    await startDesktop(parts());
    expect(callsOf('app.setPath')).toEqual([
      ['userData', dataDir],
      ['sessionData', join(dataDir, 'chromium')],
    ]);
  });

  it('quits at once when another Gatewright has this data folder, and builds nothing', async () => {
    answers.isFirstInstance = false;
    await startDesktop(parts());
    expect(order().slice(-2)).toEqual(['app.requestSingleInstanceLock', 'app.quit']);
    expect(lent).toEqual([]);
  });

  it('brings its window to the front when a second one is started', async () => {
    await startDesktop(parts());
    if (windows[0]) windows[0].isMinimizedNow = true;
    app.emit('second-instance');
    expect(order().slice(-3)).toEqual(['window.restore', 'window.show', 'window.focus']);
  });

  it('says in a sentence that it could not start, and logs where, without the text of the error', async () => {
    await startDesktop(parts({ createCore: () => Promise.reject(new Error('client_secret=planted')) }));
    expect(callsOf('dialog.showErrorBox')).toEqual([
      ['Gatewright has to stop', 'Gatewright could not start. The log in its data folder says where it stopped.'],
    ]);
    expect(callsOf('app.exit')).toEqual([[1]]);
    const log = await readFile(join(dataDir, 'gatewright.log'), 'utf8');
    expect(log).toContain('start failed: Error');
    expect(log).not.toContain('planted');
  });

  it('does not come up over a renderer that was not built', async () => {
    await startDesktop(parts({ rendererDir: join(dataDir, 'absent') }));
    expect(windows).toEqual([]);
    expect(callsOf('app.exit')).toEqual([[1]]);
  });
});

describe('the life of the window', () => {
  it('ends the app with the last window, except on macOS, where it opens again on demand', async () => {
    await startDesktop(parts({ platform: 'darwin' }));
    windows[0]?.emit('closed');
    app.emit('window-all-closed');
    expect(callsOf('app.quit')).toEqual([]);
    app.emit('activate');
    app.emit('activate');
    expect(windows).toHaveLength(2);

    resetFakeElectron();
    answers.safeStorage = { isAvailable: async () => false, encrypt: vi.fn(), decrypt: vi.fn() };
    await startDesktop(parts({ platform: 'linux' }));
    app.emit('window-all-closed');
    expect(callsOf('app.quit')).toEqual([[]]);
  });

  it('remembers its place, its size and its zoom', async () => {
    await startDesktop(parts());
    const [first] = windows;
    first?.webContents.setZoomLevel(2);
    first?.emit('close');
    resetFakeElectron();
    answers.safeStorage = { isAvailable: async () => false, encrypt: vi.fn(), decrypt: vi.fn() };
    await startDesktop(parts());
    expect(windows[0]?.options).toMatchObject({ x: 10, y: 20, width: 1000, height: 700, show: false });
    windows[0]?.webContents.emit('did-finish-load');
    expect(windows[0]?.webContents.zoomLevel).toBe(2);
    windows[0]?.emit('ready-to-show');
    expect(order()).toContain('window.show');
  });

  it('loads a page that died once by itself, says so, and asks from then on', async () => {
    await startDesktop(parts());
    const contents = windows[0]?.webContents;
    contents?.emit('render-process-gone', {}, { reason: 'clean-exit' });
    expect(callsOf('webContents.reload')).toHaveLength(0);
    contents?.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(callsOf('webContents.reload')).toHaveLength(1);
    expect(callsOf('dialog.showMessageBox')).toMatchObject([
      [{ message: 'The window stopped working and was loaded again.' }],
    ]);
    answers.buttons.push(0);
    contents?.emit('render-process-gone', {}, { reason: 'oom' });
    await settled();
    expect(callsOf('webContents.reload')).toHaveLength(2);
    answers.buttons.push(1);
    contents?.emit('render-process-gone', {}, { reason: 'oom' });
    await settled();
    expect(callsOf('webContents.reload')).toHaveLength(2);
    expect(callsOf('window.destroy')).toHaveLength(1);
  });
});

describe('ending', () => {
  const quit = () => {
    let isHeld = false;
    app.emit('will-quit', { preventDefault: () => (isHeld = true) });
    return isHeld;
  };

  it('waits for the core to stop, once', async () => {
    await startDesktop(parts());
    expect([quit(), quit()]).toEqual([true, true]);
    await settled();
    expect(dispose).toHaveBeenCalledTimes(1);
    expect(callsOf('app.exit')).toEqual([[0]]);
  });

  it('ends even when the core cannot stop', async () => {
    dispose.mockRejectedValue(new Error('planted'));
    await startDesktop(parts());
    quit();
    await settled();
    expect(callsOf('app.exit')).toEqual([[0]]);
  });
});

describe('an error that nobody caught', () => {
  it('ends the app with a sentence that does not quote it', async () => {
    await startDesktop(parts());
    expect(ownListeners().map(([event]) => event)).toEqual([...fatalEvents]);
    ownListeners()[0]?.[1](new TypeError('client_secret=planted'));
    expect(callsOf('app.exit')).toEqual([[1]]);
    expect(callsOf('dialog.showErrorBox').join()).not.toContain('planted');
    const log = await readFile(join(dataDir, 'gatewright.log'), 'utf8');
    expect(log).toContain('uncaught: TypeError');
    expect(log).not.toContain('planted');
  });
});

describe('the flags', () => {
  it('are those of both hosts, and everything else is passed over', () => {
    expect(readStartOptions(['.', '--no-practice', '--data-dir', '/tmp/x', '--enable-features=Y', 'more'])).toEqual({
      dataDir: '/tmp/x',
      hasPractice: false,
    });
    expect(readStartOptions(['--data-dir=/tmp/x'])).toEqual({ dataDir: '/tmp/x', hasPractice: true });
    expect(readStartOptions([])).toEqual({ dataDir: null, hasPractice: true });
    expect(readStartOptions(['--data-dir', ''])).toEqual({ dataDir: null, hasPractice: true });
    expect(readStartOptions(['--data-dir'])).toEqual({ dataDir: null, hasPractice: true });
  });
});
