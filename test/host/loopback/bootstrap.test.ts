import { describe, expect, it } from 'vitest';
import { openHouse } from './loopback-house.ts';

describe('the loopback host before authentication', () => {
  it('gives every path and method the same bytes', async () => {
    const house = await openHouse();
    const { appPath } = await house.signIn();
    const host = `Host: 127.0.0.1:${house.port}`;
    const first = await house.get('/');
    const others = await Promise.all([
      house.get('/index.html?x=1'),
      house.get('/favicon.ico'),
      house.get('/session'),
      house.get('/bodies/known?offset=0&length=1'),
      house.get(`${appPath.slice(0, -1)}!/assets/main.js`),
      house.get(`/${'A'.repeat(43)}/assets/main.js`),
      house.get(appPath),
      house.get('/nope', { Connection: 'Upgrade', Upgrade: 'websocket' }),
      house.raw(['POST / HTTP/1.1', host, 'Content-Length: 3'], 'abc'),
      house.raw(['DELETE /x HTTP/1.1', host]),
      house.raw(['OPTIONS * HTTP/1.1', host, 'Access-Control-Request-Method: POST']),
      house.raw(['PROPFIND / HTTP/1.1', host]),
      house.exchange({ token: 'wrong' }),
      house.exchange('{'),
      house.exchange({ token: 'x'.repeat(1000) }),
    ]);
    expect(first.status).toBe(200);
    expect(first.body).toContain('<div id="root"></div>');
    for (const other of others) expect({ ...other }).toEqual({ ...first });
  });

  it('answers HEAD with the head of that very page', async () => {
    const house = await openHouse();
    const page = await house.get('/');
    const head = await house.raw(['HEAD /anything HTTP/1.1', `Host: localhost:${house.port}`]);
    expect(head.head).toBe(page.head);
    expect(head.body).toBe('');
  });

  it('names nothing a port scan could tell it by', async () => {
    const house = await openHouse();
    const { head, body } = await house.get('/');
    expect(`${head}${body}`).not.toMatch(/gatewright|<title|server:|x-powered-by|date:|set-cookie|access-control/i);
  });

  it('sends the headers that keep other pages out', async () => {
    const house = await openHouse();
    const { headers } = await house.get('/');
    const { nonce } = await house.signIn();
    expect(Object.fromEntries(headers)).toEqual({
      'cache-control': 'no-store',
      'content-security-policy': expect.any(String),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-type': 'text/html; charset=utf-8',
      connection: 'close',
      'content-length': expect.any(String),
    });
    expect(headers.get('content-security-policy')?.replaceAll(/sha256-[\w+/]{43}=/g, 'sha256-HASH')).toBe(
      `default-src 'none'; script-src 'self' 'sha256-HASH'; style-src 'self' 'sha256-HASH' 'nonce-${nonce}'; ` +
        `connect-src 'self' ws://127.0.0.1:${house.port} ws://localhost:${house.port}; img-src 'self' data: blob:; ` +
        `font-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; ` +
        `require-trusted-types-for 'script'`,
    );
  });

  it('answers a foreign Host with 421 and nothing more', async () => {
    const house = await openHouse();
    const answer = await house.raw(['GET / HTTP/1.1', `Host: rebound.example:${house.port}`]);
    expect(answer).toMatchObject({ status: 421, body: '' });
    expect([...answer.headers.keys()]).toEqual(['connection', 'content-length']);
  });

  it('answers a target that names a host of its own with 421', async () => {
    const house = await openHouse();
    const lines = [`GET http://127.0.0.1:${house.port}/ HTTP/1.1`, `Host: 127.0.0.1:${house.port}`];
    expect(await house.raw(lines)).toMatchObject({ status: 421, body: '' });
  });

  it('listens on 127.0.0.1 alone', async () => {
    const house = await openHouse();
    await expect(fetch(`http://127.0.0.2:${house.port}/`)).rejects.toThrow();
  });
});
