import type { AddressInfo, Socket } from 'node:net';
import { createServer as createRawServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { ProxyChoice } from '#core/exchange/identity.ts';
import { readProxy, routeTo } from '#core/exchange/proxy.ts';
import type { ProxyLookup } from '#core/ports.ts';
import { setUpProxiedServices } from './proxied-services.ts';
import { openWire, type Wire } from './wire.ts';

const { proxy, goneProxy, plainService, secureService, through, pair, strangePair } = setUpProxiedServices();
let wire: Wire;

beforeAll(async () => {
  wire = await openWire();
});
afterAll(() => wire.close());

const sources = (proxyLookup: ProxyLookup) => ({ proxyLookup, readProxyPassword: null });

describe('a call through a proxy', () => {
  it('over http names the whole URL', async () => {
    const { port, asked, address } = await proxy();
    const { url, seen } = await plainService();
    const outcome = await wire.call(`${url}/a?b=1`, through(`http://127.0.0.1:${port}`));
    expect(outcome).toMatchObject({ failure: null, response: { status: 200 }, peer: { proxy: address, port } });
    expect(asked.map(({ line }) => line)).toEqual([`GET ${url}/a?b=1`]);
    expect(seen[0]).toMatchObject({ url: '/a?b=1', headers: { host: new URL(url).host } });
  });

  it('over https asks for a tunnel, and speaks TLS with the host itself', async () => {
    const { port, asked, address } = await proxy();
    const { url, seen } = await secureService();
    const outcome = await wire.call(`${url}/a?b=1`, through(`http://127.0.0.1:${port}`));
    expect(outcome).toMatchObject({
      failure: null,
      peer: { proxy: address, port, tlsProtocol: 'TLSv1.3', certificate: { subject: 'CN=service, O=Gatewright Test' } },
    });
    expect(outcome.timings.tlsMs).not.toBeNull();
    expect(asked.map(({ line }) => line)).toEqual([`CONNECT ${new URL(url).host}`]);
    expect(seen[0]?.line).toBe('GET /a?b=1');
  });

  it('keeps the tunnel for the next one', async () => {
    const { port, asked } = await proxy();
    const { url } = await secureService();
    const identity = through(`http://127.0.0.1:${port}`);
    await wire.call(url, identity);
    expect((await wire.call(url, identity)).timings.isConnectionReused).toBe(true);
    expect(asked).toHaveLength(1);
  });

  it('may speak TLS with the proxy, too', async () => {
    const { port, asked } = await proxy({ pair: pair() });
    const { url } = await secureService();
    const outcome = await wire.call(url, through(`https://localhost:${port}`));
    expect(outcome).toMatchObject({ failure: null, response: { status: 200 } });
    const plain = await plainService();
    expect((await wire.call(plain.url, through(`https://localhost:${port}`))).failure).toBeNull();
    expect(asked).toHaveLength(2);
  });

  it('is not made to a proxy whose certificate is not trusted', async () => {
    const { port, asked } = await proxy({ pair: strangePair() });
    const { url } = await secureService();
    const { failure } = await wire.call(url, through(`https://localhost:${port}`));
    expect(failure).toMatchObject({ code: 'PROXY_UNREACHABLE', phase: 'connect' });
    expect(asked).toEqual([]);
  });

  it('still has the certificate of the host checked', async () => {
    const { port } = await proxy();
    const { url } = await secureService();
    const elsewhere = url.replace('service.test', 'other.test');
    const { failure } = await wire.call(elsewhere, through(`http://127.0.0.1:${port}`));
    expect(failure).toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID', phase: 'tls' });
  });
});

describe('a proxy that wants a login', () => {
  const login = 'anna:s3cret p@ss';
  const address = (port: number) => `http://anna:${encodeURIComponent('s3cret p@ss')}@127.0.0.1:${port}`;

  it('gets it, and the host never does', async () => {
    const { port, asked } = await proxy({ login });
    const plain = await plainService();
    const secure = await secureService();
    for (const { url } of [plain, secure]) {
      const options = { headers: { authorization: 'Bearer for-the-host' } };
      expect((await wire.call(url, through(address(port)), options)).failure).toBeNull();
    }
    const expected = `Basic ${Buffer.from(login).toString('base64')}`;
    expect(asked.map(({ headers }) => headers['proxy-authorization'])).toEqual([expected, expected]);
    expect(plain.seen[0]?.headers['proxy-authorization']).toBeUndefined();
    expect(secure.seen[0]?.headers.join('\n')).not.toMatch(/proxy-authorization/i);
  });

  it('never gets the authorization of the host with the question for a tunnel', async () => {
    const { port, asked } = await proxy({ login });
    const { url } = await secureService();
    await wire.call(url, through(address(port)), {
      headers: { authorization: 'Bearer for-the-host', 'x-api-key': 'k' },
    });
    expect(Object.keys(asked[0]?.headers ?? {}).toSorted()).toEqual(['connection', 'host', 'proxy-authorization']);
  });

  it('answers a tunnel with 407, which is said with the schemes it takes', async () => {
    const { port } = await proxy({ login });
    const { url } = await secureService();
    const { failure, response } = await wire.call(url, through(`http://127.0.0.1:${port}`));
    expect(response).toBeNull();
    expect(failure).toEqual({
      code: 'PROXY_AUTH_REQUIRED',
      phase: 'proxy',
      sentence: `The proxy 127.0.0.1:${port} wants a user name and password (Negotiate, Basic): 407.`,
    });
  });

  it('answers a plain call with 407, shown as the answer it is', async () => {
    const { port } = await proxy({ login });
    const { url, seen } = await plainService();
    const outcome = await wire.call(url, through(`http://127.0.0.1:${port}`));
    expect(outcome).toMatchObject({ failure: null, response: { status: 407 } });
    expect(seen).toEqual([]);
  });

  it('has its password taken out of whatever it gives back', async () => {
    const { port } = await proxy({ login: 'somebody:else-altogether', echoes: true });
    const { url } = await plainService();
    const outcome = await wire.call(url, through(address(port)));
    expect(outcome.response?.status).toBe(407);
    const { sentHeaders: _sent, ...kept } = outcome;
    const text = JSON.stringify(kept) + outcome.bodyText;
    expect(text).toContain('‹proxy password');
    expect(text).not.toContain(Buffer.from(login).toString('base64').slice(8, 20));
    expect(text).not.toContain('s3cret');
  });

  it('is not told a Proxy-Authorization through a tunnel, and neither is the host', async () => {
    const { port } = await proxy();
    const secure = await secureService();
    const plain = await plainService();
    const options = { headers: { 'Proxy-Authorization': 'Basic dHlwZWQ6Ynk=' } };
    const tunnelled = await wire.call(secure.url, through(`http://127.0.0.1:${port}`), options);
    const direct = await wire.call(plain.url.replace('service.test', '127.0.0.1'), {}, options);
    expect(secure.seen[0]?.headers.join('\n')).not.toMatch(/proxy-authorization/i);
    expect(plain.seen[0]?.headers['proxy-authorization']).toBeUndefined();
    for (const { sentHeaders } of [tunnelled, direct]) {
      expect(sentHeaders?.map(({ name }) => name.toLowerCase())).not.toContain('proxy-authorization');
    }
  });
});

describe('a proxy that fails', () => {
  it('by never answering ends with the deadline of the call', async () => {
    const { port } = await proxy({ hangs: true });
    const { url } = await secureService();
    const startedAt = Date.now();
    const { failure } = await wire.call(url, through(`http://127.0.0.1:${port}`), { deadlineMs: 400 });
    expect(failure).toMatchObject({ code: 'DEADLINE_EXCEEDED', phase: 'proxy' });
    expect(failure?.sentence).toBe('The deadline of 400 ms passed while the proxy opened the way.');
    expect(Date.now() - startedAt).toBeLessThan(1_400);
  });

  it('by refusing is named with its answer', async () => {
    const { port } = await proxy({ refusesWith: 403 });
    const { url } = await secureService();
    expect((await wire.call(url, through(`http://127.0.0.1:${port}`))).failure).toEqual({
      code: 'PROXY_REFUSED',
      phase: 'proxy',
      sentence: `The proxy 127.0.0.1:${port} refused the way to ${new URL(url).host} with 403.`,
    });
  });

  it.each([
    ['closing', (socket: Socket) => socket.destroy()],
    ['talking nonsense', (socket: Socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')],
    ['an endless head', (socket: Socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(100_000)}`)],
  ])('by %s is said to be none', async (_words, answer) => {
    const server = createRawServer((socket) => {
      socket.on('error', () => undefined).once('data', () => answer(socket));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    onTestFinished(() => void server.close());
    const identity = through(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect((await wire.call('https://service.test', identity)).failure).toMatchObject({
      code: 'PROXY_FAILED',
      phase: 'proxy',
    });
  });

  it('by not being there is not mistaken for the host', async () => {
    const gone = await goneProxy();
    const { failure } = await wire.call('https://service.test', through(`http://${gone}`));
    expect(failure).toEqual({
      code: 'PROXY_UNREACHABLE',
      phase: 'connect',
      sentence: `The proxy ${gone} cannot be reached: it refused the connection.`,
    });
    const unknown = await wire.call('https://service.test', through('http://proxy.invalid:8080'));
    expect(unknown.failure).toMatchObject({ code: 'PROXY_UNREACHABLE', phase: 'lookup' });
  });
});

describe('the way to a host', () => {
  it('is direct for this machine, the list and the setting “none”', async () => {
    const { port, asked } = await proxy();
    const { url } = await plainService();
    const local = url.replace('service.test', 'localhost');
    expect((await wire.call(local, through(`http://127.0.0.1:${port}`))).failure).toBeNull();
    const listed = await wire.call(url, through(`http://127.0.0.1:${port}`, '.test'));
    const none = await wire.call(url, { proxy: { mode: 'none' } });
    expect([listed.failure?.code, none.failure?.code]).toEqual(['ENOTFOUND', 'ENOTFOUND']);
    expect(asked).toEqual([]);
  });

  it('is asked of the system with the origin alone', async () => {
    const { port, asked } = await proxy();
    const asking: string[] = [];
    const find = async (url: string) => {
      asking.push(url);
      return url.includes('service.test') ? [`127.0.0.1:${port}`] : [];
    };
    const system = await openWire({ proxyLookup: { find } });
    onTestFinished(() => system.close());
    const { url } = await plainService();
    expect((await system.call(`${url}/path?key=secret`, { proxy: { mode: 'system' } })).failure).toBeNull();
    expect(asking).toEqual([`${url}/`]);
    expect(asked).toHaveLength(1);
  });

  it('is held to the deadline when the system does not answer', async () => {
    const system = await openWire({ proxyLookup: { find: () => new Promise(() => undefined) } });
    onTestFinished(() => system.close());
    const { failure } = await system.call('http://service.test', { proxy: { mode: 'system' } }, { deadlineMs: 200 });
    expect(failure).toMatchObject({ code: 'DEADLINE_EXCEEDED', phase: 'proxy' });
  });

  it.each([
    ['socks5://127.0.0.1:1080', 'PROXY_UNSUPPORTED'],
    ['http://', 'PROXY_UNREADABLE'],
    [':::', 'PROXY_UNREADABLE'],
  ])('cannot be told from %s', async (found, code) => {
    const lookup = { find: async () => [found] };
    const asked = routeTo(new URL('http://service.test'), { mode: 'system' }, sources(lookup));
    await expect(asked).rejects.toMatchObject({ code });
    const system = await openWire({ proxyLookup: lookup });
    onTestFinished(() => system.close());
    expect((await system.call('http://service.test', { proxy: { mode: 'system' } })).failure?.code).toBe(code);
  });

  it('says why it is this one', async () => {
    const url = new URL('https://service.test/');
    const why = async (to: URL, choice: ProxyChoice, list: string[] = []) =>
      (await routeTo(to, choice, sources({ find: async () => list }))).why;
    expect(await why(url, { mode: 'none' })).toBe('The settings say to use no proxy.');
    expect(await why(url, { mode: 'system' })).toBe('The system names no proxy for it.');
    expect(await why(url, { mode: 'system' }, ['direct', 'http://p:1'])).toBe('The system names no proxy for it.');
    expect(await why(url, { mode: 'system' }, ['http://p:1'])).toBe('The system names this proxy.');
    expect(await why(url, { mode: 'fixed', url: 'http://p:1', noProxy: '' })).toBe('The settings name this proxy.');
    expect(await why(new URL('http://localhost'), { mode: 'system' })).toMatch(/^It is this machine itself/);
  });
});

describe('the address of a proxy', () => {
  it('keeps what may be shown apart from what may not', () => {
    expect(readProxy('http://us%40er:pa%3Ass@proxy.example:3128')).toMatchObject({
      hostname: 'proxy.example',
      port: 3128,
      isTls: false,
      address: 'proxy.example:3128',
      authorization: `Basic ${Buffer.from('us@er:pa:ss').toString('base64')}`,
      secrets: [{ value: 'pa:ss' }, { value: Buffer.from('us@er:pa:ss').toString('base64') }],
    });
  });

  it('needs no scheme and no port', () => {
    expect(readProxy('proxy.example')).toMatchObject({ port: 80, isTls: false, authorization: null });
    expect(readProxy('proxy.example:8080')).toMatchObject({ hostname: 'proxy.example', port: 8080 });
    expect(readProxy('https://[2001:db8::1]')).toMatchObject({ hostname: '2001:db8::1', port: 443, isTls: true });
  });
});
