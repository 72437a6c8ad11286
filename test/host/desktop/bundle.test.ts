import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import forge from 'node-forge';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSealed } from '#core/keys/open-sealed.ts';

const projectDir = join(import.meta.dirname, '..', '..', '..');
const run = promisify(execFile);
let home: string;
let mainDir: string;

/** What a bundle still takes from outside itself, as the bundler says and as `require` calls left in it show. */
const taken = new Set<string>();

/** Builds with the real configuration, into a folder of the test's own. */
async function bundle(config: string, emptyOutDir: boolean) {
  const output = await build({
    root: projectDir,
    configFile: join(projectDir, config),
    logLevel: 'error',
    build: { outDir: mainDir, emptyOutDir },
  });
  if (!('output' in output)) throw new Error('one bundle was expected');
  const own = new Set(output.output.map(({ fileName }) => fileName));
  for (const chunk of output.output) {
    if (chunk.type !== 'chunk') continue;
    const required = [...chunk.code.matchAll(/__require\("([^"]+)"\)/g)].map((match) => match[1] ?? '');
    for (const name of [...chunk.imports, ...chunk.dynamicImports, ...required]) if (!own.has(name)) taken.add(name);
  }
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'gatewright-bundle-'));
  mainDir = join(home, 'build', 'main');
  await bundle('vite.main.config.ts', true);
  await bundle('vite.preload.config.ts', false);
  await mkdir(join(home, 'build', 'renderer'));
  await writeFile(join(home, 'build', 'renderer', 'index.html'), '<meta content="__CSP_NONCE__" />');
}, 60_000);
afterAll(() => rm(home, { recursive: true }));

describe('the bundled main process', () => {
  it('leaves nothing to node_modules, which is not packed', async () => {
    expect(taken).toContain('electron');
    expect([...taken].filter((name) => name !== 'electron' && !isBuiltin(name))).toEqual([]);
    expect((await readdir(mainDir)).filter((file) => !file.startsWith('shared-')).toSorted()).toEqual([
      'history-worker.mjs',
      'key-worker.mjs',
      'main.mjs',
      'preload.cjs',
    ]);
  });

  it('starts, answers the contract over its port, keeps history in its own worker, and stops', async () => {
    const script = join(projectDir, 'test', 'support', 'desktop-in-node.ts');
    const args = [script, join(home, 'build'), '--data-dir', join(home, 'data')];
    const { stdout } = await run(process.execPath, args, { cwd: projectDir, timeout: 30_000 });
    expect(JSON.parse(stdout)).toEqual({
      info: { kind: 'desktop', version: '0.1.0', notices: [] },
      vault: { kind: 'memory', isLocked: false, note: expect.stringContaining('no key store') },
      history: { entries: [], total: 0, cursor: null },
      exit: [0],
    });
    expect(await readdir(join(home, 'data'))).toContain('history.sqlite');
  }, 40_000);
});

describe('the bundled key worker', () => {
  it('opens a sealed key and a key store, from where the bundler put it', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = privateKey.export({ type: 'pkcs8', format: 'der' });
    const sealed = privateKey.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: 'secret' });
    const forgeKey = forge.pki.privateKeyFromPem(privateKey.export({ type: 'pkcs1', format: 'pem' }).toString());
    const certificate = forge.pki.createCertificate();
    certificate.publicKey = forge.pki.setRsaPublicKey(forgeKey.n, forgeKey.e);
    certificate.sign(forgeKey);
    const pfx = forge.pkcs12.toPkcs12Asn1(forgeKey, certificate, 'secret', { algorithm: '3des' });
    const store = forge.asn1.toDer(pfx).getBytes();
    const entry = pathToFileURL(join(mainDir, 'key-worker.mjs'));
    for (const [kind, der] of [['pkcs8', sealed] as const, ['pkcs12', Buffer.from(store, 'latin1')] as const]) {
      expect(await openSealed({ kind, der, passwords: ['secret'] }, entry)).toMatchObject({
        ok: true,
        keys: [Uint8Array.from(key)],
      });
    }
  });
});

describe('the bundled preload script', () => {
  type Listener = (event: { ports: unknown[] }) => void;

  /** Runs the bundle as the sandbox does: CommonJS, with a `require` that knows Electron and nothing else. */
  async function runPreload(readyState: string) {
    const required: string[] = [];
    const asked: string[] = [];
    const posted: unknown[][] = [];
    const listeners: Listener[] = [];
    const onLoad: (() => void)[] = [];
    const ipcRenderer = {
      send: (...args: string[]) => asked.push(...args),
      once: (_channel: string, listener: Listener) => listeners.push(listener),
    };
    const page = {
      require: (name: string) => {
        required.push(name);
        if (name !== 'electron') throw new Error(`the sandbox has no ${name}`);
        return { ipcRenderer };
      },
      window: {
        addEventListener: (_type: string, listener: () => void) => onLoad.push(listener),
        postMessage: (...args: unknown[]) => posted.push(args),
      },
      document: { readyState },
      location: { origin: 'app://bundle' },
    };
    const before = Object.keys(page);
    runInNewContext(await readFile(join(mainDir, 'preload.cjs'), 'utf8'), page);
    const exposed = Object.keys(page.window).concat(Object.keys(page).filter((name) => !before.includes(name)));
    return { required, asked, posted, listeners, onLoad, exposed };
  }

  it('is one CommonJS file that needs Electron only, and asks once', async () => {
    const { required, asked, listeners, exposed } = await runPreload('loading');
    expect(required).toEqual(['electron']);
    expect(asked).toEqual(['gatewright:link']);
    expect(listeners).toHaveLength(1);
    expect(exposed).toEqual(['addEventListener', 'postMessage']);
    expect((await readdir(mainDir)).filter((file) => file.endsWith('.cjs'))).toEqual(['preload.cjs']);
  });

  it('passes the port on to its own origin once the page has loaded', async () => {
    const { listeners, posted, onLoad } = await runPreload('interactive');
    listeners[0]?.({ ports: ['a port'] });
    expect(posted).toEqual([]);
    onLoad[0]?.();
    expect(posted).toEqual([[{ type: 'gatewright:port' }, 'app://bundle', ['a port']]]);
  });

  it('passes the port on at once when the page is there already', async () => {
    const { listeners, posted, onLoad } = await runPreload('complete');
    listeners[0]?.({ ports: ['a port'] });
    expect(onLoad).toEqual([]);
    expect(posted).toHaveLength(1);
  });
});
