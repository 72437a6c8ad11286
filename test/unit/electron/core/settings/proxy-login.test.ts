import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { safe } from '@orpc/client';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { SettingsChange } from '#shared/model/settings.ts';
import { type Client, links } from '../../../../contract/links.ts';
import { startTestCore } from '../../../../support/test-core.ts';
import { startTestProxy } from '../../../../support/test-proxy.ts';

const password = 's3cret-of-the-proxy';
const login = `anna:${password}`;

let client: Client;
let dataDir: string;

beforeEach(async () => {
  const test = await startTestCore();
  onTestFinished(() => test.dispose());
  dataDir = test.dataDir;
  const link = await links[0]?.open(test.core.router);
  if (link === undefined) throw new Error('no link');
  client = link.client;
});

const proxyAt = (url: string, username = 'anna'): SettingsChange => ({
  proxy: { mode: 'fixed', url, noProxy: '', username },
});

async function proxy() {
  const started = await startTestProxy({ login });
  onTestFinished(() => started.stop());
  return { ...started, url: `http://${started.address}` };
}

/** A call to a host that only the proxy knows. */
async function send() {
  const server = createServer((_, response) => response.end('reached'));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close().closeAllConnections());
  const url = `http://service.test:${(server.address() as AddressInfo).port}/`;
  const draft = { id: 'd', name: 'Call', connectionId: null, operationId: null, method: 'GET' as const };
  return safe(
    client.exchanges.send({
      draft: { ...draft, url, headers: [], body: '', resendOn401: false, updatedAt: 0 },
      renewToken: false,
    }),
  );
}

describe('the login of the proxy', () => {
  it('is kept as a name in the settings and a password in the vault, and lets calls through', async () => {
    const { url, asked } = await proxy();
    expect(await client.settings.update(proxyAt(url))).toMatchObject({ proxySecretState: 'missing' });
    expect(await client.settings.setProxyPassword({ password })).toEqual({
      ...(await client.settings.get()),
      proxy: { mode: 'fixed', url, noProxy: '', username: 'anna' },
      proxySecretState: 'in-memory',
    });
    expect((await send()).data?.response?.status).toBe(200);
    expect(asked[0]?.headers['proxy-authorization']).toBe(`Basic ${Buffer.from(login).toString('base64')}`);
    await client.vault.keep({ passphrase: 'a long passphrase' });
    expect((await client.settings.get()).proxySecretState).toBe('kept');
    expect(await readFile(join(dataDir, 'settings.json'), 'utf8')).not.toContain(password);
    expect((await send()).data?.response?.status).toBe(200);
  });

  it('that is locked away ends a call before it is sent, naming the vault, until that is open', async () => {
    const { url, asked } = await proxy();
    await client.settings.update(proxyAt(url));
    await client.settings.setProxyPassword({ password });
    await client.vault.keep({ passphrase: 'a long passphrase' });
    await client.vault.lock();
    expect((await client.settings.get()).proxySecretState).toBe('locked');
    const { error } = await send();
    expect(error).toMatchObject({
      code: 'VAULT_LOCKED',
      message: 'The password of the proxy is in the vault, and the vault is locked. Nothing was sent.',
      data: { problems: [{ field: 'proxy.password', mend: 'Unlock the vault, then send again.' }] },
    });
    expect(asked).toEqual([]);
    expect((await client.history.list({ search: '', cursor: null, limit: 10 })).entries).toEqual([]);
    await client.vault.unlock({ passphrase: 'a long passphrase' });
    expect((await send()).data?.response?.status).toBe(200);
  });

  it('that is not there is asked for, and the proxy is not tried without it', async () => {
    const { url, asked } = await proxy();
    await client.settings.update(proxyAt(url));
    expect((await send()).error).toMatchObject({
      code: 'SECRET_MISSING',
      data: { problems: [{ field: 'proxy.password', mend: 'Give it in the settings, under Proxy.' }] },
    });
    expect(asked).toEqual([]);
  });

  it('is for one address and one user: no other is ever told it', async () => {
    const [first, second] = [await proxy(), await proxy()];
    await client.settings.update(proxyAt(first.url));
    await client.settings.setProxyPassword({ password });
    expect(await client.settings.update(proxyAt(second.url))).toMatchObject({ proxySecretState: 'missing' });
    await send();
    expect(second.asked).toEqual([]);
    expect(await client.settings.update(proxyAt(first.url))).toMatchObject({ proxySecretState: 'missing' });
    await client.settings.setProxyPassword({ password });
    expect(await client.settings.update(proxyAt(first.url, 'bert'))).toMatchObject({ proxySecretState: 'missing' });
    expect(await client.settings.update({ proxy: { mode: 'none' } })).toMatchObject({ proxySecretState: 'not-needed' });
  });

  it('stays when something else is set', async () => {
    const { url } = await proxy();
    await client.settings.update(proxyAt(url));
    await client.settings.setProxyPassword({ password });
    const settings = await client.settings.update({ theme: 'dark', ...proxyAt(`${url}/`) });
    expect(settings.proxySecretState).toBe('in-memory');
  });

  it('can be taken away', async () => {
    const { url } = await proxy();
    await client.settings.update(proxyAt(url));
    await client.settings.setProxyPassword({ password });
    expect(await client.settings.setProxyPassword({ password: null })).toMatchObject({ proxySecretState: 'missing' });
    expect((await send()).error).toMatchObject({ code: 'SECRET_MISSING' });
  });

  it('that was changed is used from the next call on', async () => {
    const { url, asked } = await proxy();
    await client.settings.update(proxyAt(url));
    await client.settings.setProxyPassword({ password: 'not the right one' });
    expect((await send()).data?.response?.status).toBe(407);
    await client.settings.setProxyPassword({ password });
    expect((await send()).data?.response?.status).toBe(200);
    expect(asked).toHaveLength(2);
  });

  it('is refused where it could not be sent, or belongs to nobody', async () => {
    const { url } = await proxy();
    expect((await safe(client.settings.setProxyPassword({ password }))).error).toMatchObject({
      code: 'CREDENTIAL_INVALID',
    });
    const colon = await safe(client.settings.update(proxyAt(url, 'an:na')));
    expect(colon.error).toMatchObject({ data: { problems: [{ field: 'proxy.username' }] } });
    await client.settings.update(proxyAt(url));
    const lines = await safe(client.settings.setProxyPassword({ password: 'two\nlines' }));
    expect(lines.error).toMatchObject({ data: { problems: [{ field: 'proxy.password' }] } });
    expect((await client.settings.get()).proxySecretState).toBe('missing');
  });
});
