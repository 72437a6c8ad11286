import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Identity } from '#core/exchange/identity.ts';
import { Failure } from '#core/failure.ts';
import { setUpProxiedServices } from './proxied-services.ts';
import { openWire, type Wire } from './wire.ts';

const { proxy, goneProxy, plainService, secureService, through } = setUpProxiedServices();

describe('a list of proxies', () => {
  async function systemNaming(...list: string[]): Promise<Wire> {
    const system = await openWire({ proxyLookup: { find: async () => list } });
    onTestFinished(() => system.close());
    return system;
  }
  const viaSystem: Identity = { proxy: { mode: 'system' } };

  it('is gone through until one can be reached, and nothing is sent twice', async () => {
    const first = await goneProxy();
    const { address, asked } = await proxy();
    const { url, seen } = await plainService();
    const system = await systemNaming(first, 'http://proxy.invalid:1', address, 'direct');
    const outcome = await system.call(`${url}/a`, viaSystem, { method: 'POST', body: 'once' });
    expect(outcome).toMatchObject({ failure: null, response: { status: 200 }, peer: { proxy: address } });
    expect(asked).toHaveLength(1);
    expect(seen).toHaveLength(1);
  });

  it('says of whom it went past', async () => {
    const first = await goneProxy();
    const { address } = await proxy();
    const { url } = await plainService();
    const system = await systemNaming(first, address);
    expect((await system.call(url, viaSystem)).detours).toEqual([first]);
    expect((await system.call(url, viaSystem)).detours).toEqual([]);
  });

  it('may end in the direct way', async () => {
    const { url } = await plainService();
    const system = await systemNaming(await goneProxy(), 'direct');
    // The name is known to no one but the proxies here, so the direct way is told by what it fails of.
    expect((await system.call(url, viaSystem)).failure).toMatchObject({ code: 'ENOTFOUND', phase: 'lookup' });
  });

  it('ends at a proxy that answers, whatever it says', async () => {
    const refusing = await proxy({ refusesWith: 403 });
    const other = await proxy();
    const { url } = await secureService();
    const system = await systemNaming(refusing.address, other.address);
    expect((await system.call(url, viaSystem)).failure?.code).toBe('PROXY_REFUSED');
    expect(other.asked).toEqual([]);
  });

  it('blames the last one when none can be reached', async () => {
    const [first, last] = [await goneProxy(), await goneProxy()];
    const system = await systemNaming(first, last);
    const { failure } = await system.call('http://service.test', viaSystem);
    expect(failure).toMatchObject({ code: 'PROXY_UNREACHABLE', sentence: expect.stringContaining(last) });
  });

  it('goes past SOCKS, and says so only where nothing else is left', async () => {
    const { address, asked } = await proxy();
    const { url } = await plainService();
    const beside = await systemNaming('socks5://127.0.0.1:1', address);
    expect((await beside.call(url, viaSystem)).failure).toBeNull();
    expect(asked).toHaveLength(1);
    const alone = await systemNaming('socks4://127.0.0.1:1', 'socks5://127.0.0.1:1');
    expect((await alone.call(url, viaSystem)).failure).toEqual({
      code: 'PROXY_UNSUPPORTED',
      phase: 'proxy',
      sentence: 'The proxy is not an HTTP proxy, and no other kind is supported. Nothing was sent.',
    });
  });

  it('is not waited for beyond the deadline', async () => {
    const silent = await proxy({ hangs: true });
    const other = await proxy();
    const { url } = await secureService();
    const system = await systemNaming(silent.address, other.address);
    const { failure } = await system.call(url, viaSystem, { deadlineMs: 300 });
    expect(failure?.code).toBe('DEADLINE_EXCEEDED');
    expect(other.asked).toEqual([]);
  });
});

describe('the password of the proxy of the settings', () => {
  const login = 'änna:s3cret p@ss€';
  const withUser = (port: number): Identity => ({
    ...through(`http://127.0.0.1:${port}`),
    proxy: { mode: 'fixed', url: `http://127.0.0.1:${port}`, noProxy: 'localhost, 10.0.0.0/8', username: 'änna' },
  });
  async function wireWith(readProxyPassword: () => Promise<string>): Promise<Wire> {
    const own = await openWire({ readProxyPassword });
    onTestFinished(() => own.close());
    return own;
  }

  it('goes to the proxy alone, for a tunnel and for a plain call', async () => {
    const own = await wireWith(async () => 's3cret p@ss€');
    const { port, asked } = await proxy({ login });
    const plain = await plainService();
    const secure = await secureService();
    for (const { url } of [plain, secure]) expect((await own.call(url, withUser(port))).failure).toBeNull();
    const expected = `Basic ${Buffer.from(login).toString('base64')}`;
    expect(asked.map(({ headers }) => headers['proxy-authorization'])).toEqual([expected, expected]);
    expect(plain.seen[0]?.headers['proxy-authorization']).toBeUndefined();
    expect(secure.seen[0]?.headers.join('\n')).not.toMatch(/proxy-authorization/i);
  });

  it('that is wrong is met with 407, as without one', async () => {
    const own = await wireWith(async () => 'wrong-pass');
    const { port } = await proxy({ login });
    const { url } = await secureService();
    expect((await own.call(url, withUser(port))).failure).toMatchObject({ code: 'PROXY_AUTH_REQUIRED' });
  });

  it('is not asked for on a way without the proxy', async () => {
    let asked = 0;
    const own = await wireWith(async () => {
      asked += 1;
      return 'unused';
    });
    const { url } = await plainService();
    const { port } = await proxy();
    const local = url.replace('service.test', 'localhost');
    expect((await own.call(local, withUser(port))).response?.status).toBe(200);
    expect(asked).toBe(0);
  });

  it('that is not at hand ends the call before anything is sent', async () => {
    const own = await wireWith(async () => {
      throw new Failure('VAULT_LOCKED', 'The vault is locked.');
    });
    const { port, asked } = await proxy({ login });
    await expect(own.call('http://service.test', withUser(port))).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
    expect(asked).toEqual([]);
  });

  it('that is not at hand after a redirect leaves the call recorded, and says so', async () => {
    const own = await wireWith(async () => {
      throw new Failure('VAULT_LOCKED', 'The vault is locked.');
    });
    const { port } = await proxy({ login });
    const server = createServer((_, response) => response.writeHead(302, { location: 'http://service.test/' }).end());
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    onTestFinished(() => void server.close().closeAllConnections());
    const { failure, hops } = await own.call(
      `http://localhost:${(server.address() as AddressInfo).port}`,
      withUser(port),
    );
    expect(hops).toHaveLength(1);
    expect(failure).toMatchObject({ code: 'REDIRECT_FAILED', sentence: 'After a redirect: The vault is locked.' });
  });

  it('is forgotten with the connections it opened', async () => {
    const own = await wireWith(async () => 's3cret p@ss€');
    const { port, asked } = await proxy({ login });
    const { url } = await secureService();
    await own.call(url, withUser(port));
    own.forgetSecrets();
    expect((await own.call(url, withUser(port))).timings.isConnectionReused).toBe(false);
    expect(asked).toHaveLength(2);
  });

  it.each(['Basic', 'Custom'])('never shows as a scheme that a proxy claims to take: %s', async (scheme) => {
    const own = await wireWith(async () => 'S3cretWord');
    const server = createServer().on('connect', (_, socket) => {
      const echo = Buffer.from('änna:S3cretWord').toString('base64').replaceAll('=', '');
      socket.end(`HTTP/1.1 407 No\r\nProxy-Authenticate: S3cretWord\r\nProxy-Authenticate: ${echo}, ${scheme}\r\n\r\n`);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    onTestFinished(() => void server.close().closeAllConnections());
    const { failure } = await own.call('https://service.test', withUser((server.address() as AddressInfo).port));
    expect(failure?.sentence).toContain(`(${scheme})`);
  });
});
