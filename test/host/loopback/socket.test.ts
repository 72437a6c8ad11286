import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { type House, openHouse } from './loopback-house.ts';

type Client = { echo(input: { text: string }): Promise<string>; never(): Promise<string> };

/** Opens a socket as a page would, or as somebody else might: `open`, or the status of the answer that refused it. */
function tryOpen(
  house: House,
  {
    path,
    protocols,
    ...options
  }: { path: string; protocols: string[]; origin?: string; headers?: Record<string, string> },
): Promise<'open' | number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${house.port}${path}`, protocols, {
      origin: house.origin,
      ...options,
    });
    socket.once('open', () => {
      socket.terminate();
      resolve('open');
    });
    socket.once('unexpected-response', (_request, response) => {
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', () => {});
  });
}

describe('the page’s socket', () => {
  it('carries the contract', async () => {
    const house = await openHouse();
    const { appPath, sessionSecret } = await house.signIn();
    const socket = new WebSocket(`ws://127.0.0.1:${house.port}${appPath}/socket`, [sessionSecret], {
      origin: house.origin,
    });
    const client: Client = createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
    expect(await client.echo({ text: 'through' })).toBe('echo through');
    expect(socket.protocol).toBe(sessionSecret);
    socket.terminate();
  });

  it('opens for the secret, the origin and the path, and for nothing less', async () => {
    const house = await openHouse();
    const { appPath, sessionSecret } = await house.signIn();
    const path = `${appPath}/socket`;
    const protocols = [sessionSecret];
    const wrong = 'A'.repeat(43);
    expect(await tryOpen(house, { path, protocols })).toBe('open');
    expect(await tryOpen(house, { path, protocols: ['other', sessionSecret] })).toBe('open');
    expect(await tryOpen(house, { path, protocols, headers: { 'Sec-Fetch-Site': 'same-origin' } })).toBe('open');
    for (const attempt of [
      { path, protocols: [] },
      { path, protocols: [wrong] },
      { path: '/socket', protocols },
      { path: `/${wrong}/socket`, protocols },
      { path: `${appPath}/socket/`, protocols },
      { path, protocols, origin: 'null' },
      { path, protocols, origin: 'https://evil.example' },
      { path, protocols, origin: `http://localhost:${house.port}` },
      { path, protocols, origin: `http://127.0.0.1:${house.port + 1}` },
      { path, protocols, headers: { 'Sec-Fetch-Site': 'cross-site' } },
      { path, protocols, headers: { 'Sec-Fetch-Site': 'none' } },
    ]) {
      expect([attempt, await tryOpen(house, attempt)]).toEqual([attempt, 200]);
    }
    expect(await tryOpen(house, { path, protocols, headers: { Host: `evil.example:${house.port}` } })).toBe(421);
  });

  it('needs an Origin', async () => {
    const house = await openHouse();
    const { appPath, sessionSecret } = await house.signIn();
    const lines = [
      `GET ${appPath}/socket HTTP/1.1`,
      `Host: 127.0.0.1:${house.port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`,
      `Sec-WebSocket-Protocol: ${sessionSecret}`,
    ];
    expect((await house.raw(lines)).status).toBe(200);
  });

  it('is closed as going away when the core stops, and the call under way ends', async () => {
    const house = await openHouse();
    const { appPath, sessionSecret } = await house.signIn();
    const socket = new WebSocket(`ws://127.0.0.1:${house.port}${appPath}/socket`, [sessionSecret], {
      origin: house.origin,
    });
    const client: Client = createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
    await client.echo({ text: 'open' });
    const pending = client.never();
    const closed = new Promise<[number, Buffer]>((resolve) =>
      socket.once('close', (code, reason) => resolve([code, reason])),
    );
    await Promise.all([house.server.stop(), expect(pending).rejects.toThrow()]);
    const [code, reason] = await closed;
    expect([code, reason.toString()]).toEqual([1001, 'The core went away.']);
  });

  it('closes on a message over the cap', async () => {
    const house = await openHouse();
    const { appPath, sessionSecret } = await house.signIn();
    const socket = new WebSocket(`ws://127.0.0.1:${house.port}${appPath}/socket`, [sessionSecret], {
      origin: house.origin,
    });
    await new Promise((resolve) => socket.once('open', resolve));
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    socket.on('error', () => {});
    socket.send(Buffer.alloc(64 * 1024 * 1024 + 1));
    expect(await closed).toBe(1009);
  });
});
