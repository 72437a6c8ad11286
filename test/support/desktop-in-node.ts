import { once } from 'node:events';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '#shared/contract/index.ts';
import { answers, callsOf, fakeElectron, windows } from './fake-electron.ts';

/*
 * Runs the bundled desktop host in plain Node, with the fake in the place of Electron and the history worker in a thread.
 *   node desktop-in-node.ts <folder with main/ and renderer/> --data-dir DIR
 * Asks the core over the port as the page would, prints what it said as JSON, and quits as Electron would.
 */

const names = Object.keys(fakeElectron).map((name) => `export const ${name} = fake.${name};`);
const source = `import { fakeElectron as fake } from ${JSON.stringify(import.meta.resolve('./fake-electron.ts'))};\n${names.join('\n')}`;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: 'fake:electron', format: 'module', shortCircuit: true }
      : next(specifier, context),
  load: (url, context, next) =>
    url === 'fake:electron' ? { format: 'module', source, shortCircuit: true } : next(url, context),
});

answers.isForkReal = true;
answers.safeStorage = {
  isAvailable: async () => false,
  encrypt: () => Promise.reject(new Error('there is none')),
  decrypt: () => Promise.reject(new Error('there is none')),
};

const { app } = fakeElectron;
const created = once(app, 'web-contents-created');
await import(pathToFileURL(join(process.argv[2] ?? '', 'main', 'main.mjs')).href);
await created;
const [window] = windows;
while (callsOf('window.loadURL').length === 0) await new Promise((resolve) => setImmediate(resolve));
const { webContents } = window ?? {};
webContents?.ipc.emit('gatewright:link', { sender: webContents, senderFrame: webContents.mainFrame });

const port = webContents?.mainFrame.posted[0]?.ports[0]?.port;
if (port === undefined) throw new Error('no port came');
const client: ContractRouterClient<typeof contract> = createORPCClient(new RPCLink({ port }));
port.start();
const said = {
  info: await client.host.info(),
  vault: await client.vault.status(),
  history: await client.history.list({ search: '', cursor: null, limit: 10 }),
};

app.emit('will-quit', { preventDefault: () => {} });
while (callsOf('app.exit').length === 0) await new Promise((resolve) => setImmediate(resolve));
process.stdout.write(JSON.stringify({ ...said, exit: callsOf('app.exit')[0] }));
process.exit(0);
