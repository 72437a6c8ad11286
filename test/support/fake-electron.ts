import { EventEmitter } from 'node:events';
import { type MessagePort, MessageChannel as NodeMessageChannel, Worker } from 'node:worker_threads';

/*
 * A stand-in for the `electron` module that does nothing and records what was asked of it. Use it as
 *   vi.mock('electron', async () => (await import('../../support/fake-electron.ts')).fakeElectron);
 * What a test wants to decide is in `answers`; what it wants to know is in `calls` and in the fake objects themselves.
 */

export type FakeCall = { what: string; args: unknown[] };

/** Everything asked of the fake, in order. */
export const calls: FakeCall[] = [];
const record = (what: string, ...args: unknown[]) => void calls.push({ what, args });

/** The arguments of every call of this name, in order. */
export const callsOf = (what: string) => calls.filter((call) => call.what === what).map((call) => call.args);

export type FakeSafeStorage = {
  isAvailable(): Promise<boolean>;
  encrypt(text: string): Promise<Buffer>;
  decrypt(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>;
};

type Area = { x: number; y: number; width: number; height: number };

const usualAnswers = () => ({
  isFirstInstance: true,
  isPackaged: true,
  userData: '/nowhere',
  /** Button of each message box to come; Cancel (1) when none is left. */
  buttons: [] as number[],
  savePath: '',
  workAreas: [{ x: 0, y: 0, width: 1920, height: 1040 }] as Area[],
  safeStorage: null as FakeSafeStorage | null,
  /** What the system says of proxies, in the manner of PAC. */
  proxies: 'DIRECT',
  /** Runs what is forked in a worker thread instead of only recording it. */
  isForkReal: false,
});

/** What the fake answers when asked. */
export const answers = usualAnswers();

/** Back to a fresh module; call it before each test. */
export function resetFakeElectron(): void {
  calls.length = 0;
  windows.length = 0;
  sessions.length = 0;
  children.length = 0;
  app.removeAllListeners();
  Object.assign(answers, usualAnswers());
}

class FakeApp extends EventEmitter {
  readonly ready = Promise.resolve();
  get isPackaged() {
    return answers.isPackaged;
  }
  enableSandbox = () => record('app.enableSandbox');
  setPath = (name: string, path: string) => {
    record('app.setPath', name, path);
    if (name === 'userData') answers.userData = path;
  };
  getPath = (name: string) => (name === 'userData' ? answers.userData : `/fake/${name}`);
  getVersion = () => '0.1.0';
  requestSingleInstanceLock = () => {
    record('app.requestSingleInstanceLock');
    return answers.isFirstInstance;
  };
  whenReady = () => {
    record('app.whenReady');
    return this.ready;
  };
  quit = () => record('app.quit');
  exit = (code: number) => record('app.exit', code);
}
const app = new FakeApp();

/** A frame as the main process sees it. What is posted to it is recorded with its ports. */
export class FakeFrame {
  readonly posted: { channel: string; message: unknown; ports: FakePort[] }[] = [];
  readonly origin: string;
  readonly parent: FakeFrame | null;
  constructor(origin = 'app://bundle', parent: FakeFrame | null = null) {
    this.origin = origin;
    this.parent = parent;
  }
  postMessage(channel: string, message: unknown, ports: FakePort[] = []) {
    this.posted.push({ channel, message, ports });
  }
}

export class FakeWebContents extends EventEmitter {
  readonly ipc = new EventEmitter();
  mainFrame = new FakeFrame();
  zoomLevel = 0;
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }) {
    this.openHandler = handler;
  }
  setZoomLevel(level: number) {
    this.zoomLevel = level;
  }
  getZoomLevel = () => this.zoomLevel;
  reload = () => record('webContents.reload');
}

export class FakeBrowserWindow extends EventEmitter {
  readonly webContents = new FakeWebContents();
  readonly options: Record<string, unknown>;
  isMaximizedNow = false;
  isMinimizedNow = false;
  isGone = false;
  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    record('new BrowserWindow', options);
    windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL(url: string) {
    record('window.loadURL', url);
    return Promise.resolve();
  }
  getNormalBounds = () => ({ x: 10, y: 20, width: 1000, height: 700, ...this.bounds });
  bounds: Partial<Area> = {};
  isMaximized = () => this.isMaximizedNow;
  isMinimized = () => this.isMinimizedNow;
  isDestroyed = () => this.isGone;
  maximize = () => record('window.maximize');
  restore = () => record('window.restore');
  show = () => record('window.show');
  focus = () => record('window.focus');
  destroy = () => record('window.destroy');
}
/** Every window made since the last reset. */
export const windows: FakeBrowserWindow[] = [];

export class FakeSession extends EventEmitter {
  readonly handlers: Record<string, (...args: never[]) => unknown> = {};
  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Promise<Response>) => {
      record('protocol.handle', scheme);
      this.handlers.protocol = handler;
    },
  };
  readonly webRequest = { onBeforeRequest: this.keep('onBeforeRequest') };
  readonly setPermissionRequestHandler = this.keep('permissionRequest');
  readonly setPermissionCheckHandler = this.keep('permissionCheck');
  readonly setDevicePermissionHandler = this.keep('devicePermission');
  readonly setDisplayMediaRequestHandler = this.keep('displayMedia');
  readonly setSpellCheckerEnabled = (isEnabled: boolean) => record('session.setSpellCheckerEnabled', isEnabled);
  private keep(name: string) {
    return (handler: (...args: never[]) => unknown) => {
      record(`session.${name}`);
      this.handlers[name] = handler;
    };
  }
}
/** Every session made since the last reset. */
export const sessions: FakeSession[] = [];

/** Electron's `MessagePortMain` over a real port of Node's: messages arrive as `{ data }`, and wait for `start()`. */
export class FakePort extends EventEmitter {
  readonly port: MessagePort;
  constructor(port: MessagePort) {
    super();
    this.port = port;
    port.on('close', () => this.emit('close'));
  }
  start() {
    this.port.on('message', (data: unknown) => this.emit('message', { data }));
  }
  postMessage = (message: unknown) => this.port.postMessage(message);
  close = () => this.port.close();
}

class FakeMessageChannel {
  readonly port1: FakePort;
  readonly port2: FakePort;
  constructor() {
    const { port1, port2 } = new NodeMessageChannel();
    this.port1 = new FakePort(port1);
    this.port2 = new FakePort(port2);
    record('new MessageChannelMain');
  }
}

export class FakeChild extends EventEmitter {
  readonly posted: unknown[] = [];
  postMessage: (message: unknown) => void = (message) => void this.posted.push(message);
  kill = () => {
    record('child.kill');
    this.emit('exit', 1);
    return true;
  };
}
/** A utility process that is really there, as a worker thread. */
class RunningChild extends FakeChild {
  constructor(file: string) {
    super();
    const worker = new Worker(file);
    worker.on('message', (message) => this.emit('message', message));
    worker.on('exit', (code) => this.emit('exit', code));
    this.postMessage = (message: unknown) => {
      this.posted.push(message);
      worker.postMessage(message);
    };
  }
}

/** Every utility process forked since the last reset. */
export const children: FakeChild[] = [];

function storage(): FakeSafeStorage {
  if (answers.safeStorage === null) throw new Error('this test gave no safeStorage');
  return answers.safeStorage;
}

const messageBox = (...args: unknown[]) => {
  record('dialog.showMessageBox', args.at(-1));
  return Promise.resolve({ response: answers.buttons.shift() ?? 1, checkboxChecked: false });
};

/** The module itself, as far as the desktop host uses it. */
export const fakeElectron = {
  app,
  BrowserWindow: FakeBrowserWindow,
  MessageChannelMain: FakeMessageChannel,
  dialog: {
    showMessageBox: messageBox,
    showErrorBox: (title: string, text: string) => record('dialog.showErrorBox', title, text),
    showSaveDialog: (...args: unknown[]) => {
      record('dialog.showSaveDialog', args.at(-1));
      return Promise.resolve({ canceled: answers.savePath === '', filePath: answers.savePath });
    },
  },
  Menu: {
    buildFromTemplate: (template: unknown) => ({ template }),
    setApplicationMenu: (menu: unknown) => record('Menu.setApplicationMenu', menu),
  },
  nativeTheme: { shouldUseDarkColors: false },
  protocol: {
    registerSchemesAsPrivileged: (schemes: unknown) => record('protocol.registerSchemesAsPrivileged', schemes),
  },
  safeStorage: {
    isAsyncEncryptionAvailable: () => storage().isAvailable(),
    encryptStringAsync: (text: string) => storage().encrypt(text),
    decryptStringAsync: (sealed: Buffer) => storage().decrypt(sealed),
  },
  screen: { getAllDisplays: () => answers.workAreas.map((workArea) => ({ workArea })) },
  session: {
    defaultSession: {
      resolveProxy: (url: string) => {
        record('session.resolveProxy', url);
        return Promise.resolve(answers.proxies);
      },
    },
    fromPartition: (name: string, options: unknown) => {
      record('session.fromPartition', name, options);
      const made = new FakeSession();
      sessions.push(made);
      return made;
    },
  },
  shell: {
    openExternal: (url: string) => {
      record('shell.openExternal', url);
      return Promise.resolve();
    },
  },
  utilityProcess: {
    fork: (file: string, args: string[], options: unknown) => {
      record('utilityProcess.fork', file, args, options);
      const child = answers.isForkReal ? new RunningChild(file) : new FakeChild();
      children.push(child);
      return child;
    },
  },
};
