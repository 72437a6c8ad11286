import { once } from 'node:events';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { WebContents } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Failure } from '#core/failure.ts';
import { createLog } from '#core/log.ts';
import { createRouter } from '#core/router.ts';
import type { Services } from '#core/services.ts';
import type { contract } from '#shared/contract/index.ts';
import { defaultSettings, type SettingsView } from '#shared/model/settings.ts';
import { bridgePorts, linkChannel } from '../../../electron/desktop/port-bridge.ts';
import { callsOf, FakeFrame, type FakePort, FakeWebContents, resetFakeElectron } from '../../support/fake-electron.ts';

const settings: SettingsView = { ...defaultSettings, proxySecretState: 'not-needed' };

vi.mock('electron', async () => (await import('../../support/fake-electron.ts')).fakeElectron);

const lines: string[] = [];
const services = {
  log: createLog({ write: (line) => lines.push(line) }, { now: () => 0 }),
  settings: {
    get: () => settings,
    update: (change: object) => ({ ...settings, ...change }),
  },
  hostInfo: () => {
    throw new Error('client_secret=planted');
  },
  secrets: {
    keep: () => Promise.reject(new Failure('VAULT_PASSPHRASE_WRONG', 'The passphrase does not open the vault.')),
  },
} satisfies Partial<Record<keyof Services, unknown>> as unknown as Services;

let contents: FakeWebContents;
const openPorts: FakePort[] = [];

beforeEach(() => {
  resetFakeElectron();
  lines.length = 0;
  contents = new FakeWebContents();
  bridgePorts(contents as unknown as WebContents, createRouter(services));
});
afterEach(() => {
  for (const port of openPorts.splice(0)) port.close();
});

const ask = (frame: FakeFrame | null = contents.mainFrame, sender = contents) =>
  contents.ipc.emit(linkChannel, { sender, senderFrame: frame });

/** The page's end of the port that was posted to the frame. */
function received(frame = contents.mainFrame): FakePort {
  const port = frame.posted.at(-1)?.ports[0];
  if (port === undefined) throw new Error('no port was posted');
  openPorts.push(port);
  return port;
}

function clientOver(port: FakePort): ContractRouterClient<typeof contract> {
  const client: ContractRouterClient<typeof contract> = createORPCClient(new RPCLink({ port: port.port }));
  port.port.start();
  return client;
}

describe('the port bridge', () => {
  it('hands the page one port, over which contract calls go through', async () => {
    ask();
    expect(contents.mainFrame.posted).toMatchObject([{ channel: linkChannel, message: null }]);
    const client = clientOver(received());
    expect(await client.settings.get()).toEqual(settings);
    expect(await client.settings.update({ theme: 'dark' })).toEqual({ ...settings, theme: 'dark' });
  });

  it('carries a failure by its code, and an unexpected error without its text', async () => {
    ask();
    const client = clientOver(received());
    await expect(client.vault.keep({ passphrase: 'x' })).rejects.toMatchObject({
      code: 'VAULT_PASSPHRASE_WRONG',
      data: { problems: [], exchangeId: null },
    });
    await expect(client.host.info()).rejects.toMatchObject({
      code: 'INTERNAL_SERVER_ERROR',
      message: expect.not.stringContaining('planted'),
    });
    expect(lines.join('\n')).toContain('host.info failed');
    expect(lines.join('\n')).not.toContain('planted');
  });

  it('gives a document only one port, however often it asks', () => {
    ask();
    ask();
    ask();
    expect(contents.mainFrame.posted).toHaveLength(1);
    expect(callsOf('new MessageChannelMain')).toHaveLength(1);
    received();
  });

  it('answers nobody but the main frame of its own window on its own origin', () => {
    const other = new FakeWebContents();
    const elsewhere = [
      'https://example.com',
      'app://bundle.evil',
      'app://other',
      'null',
      '',
      'file://',
      'app://bundle/',
    ];
    for (const origin of elsewhere) {
      contents.mainFrame = new FakeFrame(origin);
      ask();
      expect([origin, contents.mainFrame.posted]).toEqual([origin, []]);
    }
    contents.mainFrame = new FakeFrame();
    const subframe = new FakeFrame('app://bundle', contents.mainFrame);
    ask(subframe);
    const strayFrame = new FakeFrame();
    ask(strayFrame);
    ask(null);
    ask(contents.mainFrame, other);
    ask(other.mainFrame, other);
    expect([subframe, strayFrame, contents.mainFrame, other.mainFrame].flatMap((frame) => frame.posted)).toEqual([]);
    expect(callsOf('new MessageChannelMain')).toEqual([]);
    // A wrong ask does not use up the right one.
    ask();
    expect(contents.mainFrame.posted).toHaveLength(1);
    received();
  });

  it.each(['did-navigate', 'render-process-gone', 'destroyed'])('closes the port on %s', async (event) => {
    ask();
    const port = received();
    clientOver(port);
    const closed = once(port, 'close');
    contents.emit(event, {});
    await closed;
  });

  it('gives the next document a port of its own after a reload', async () => {
    ask();
    const first = received();
    const closed = once(first, 'close');
    first.port.start();
    contents.emit('did-navigate', {});
    await closed;
    ask();
    expect(contents.mainFrame.posted).toHaveLength(2);
    expect(await clientOver(received()).settings.get()).toEqual(settings);
  });

  it('keeps the port of a page that stays when a navigation was refused', async () => {
    ask();
    const client = clientOver(received());
    contents.emit('did-start-navigation', { url: 'https://example.com/', isMainFrame: true, isSameDocument: false });
    expect(await client.settings.get()).toEqual(settings);
  });
});
