import { describe, expect, it } from 'vitest';
import { bodyBytes, openHouse } from './loopback-house.ts';

describe('the built page below the app path', () => {
  it('serves its files with their type and the headers of the house', async () => {
    const house = await openHouse();
    const { appPath } = await house.signIn();
    const types = await Promise.all(
      ['main.js', 'main.css', 'inter.woff2'].map(async (name) => {
        const { status, headers } = await house.get(`${appPath}/assets/${name}`, { 'Sec-Fetch-Site': 'same-origin' });
        return [
          status,
          headers.get('content-type'),
          headers.get('cache-control'),
          headers.get('x-content-type-options'),
        ];
      }),
    );
    expect(types).toEqual([
      [200, 'text/javascript; charset=utf-8', 'no-store', 'nosniff'],
      [200, 'text/css; charset=utf-8', 'no-store', 'nosniff'],
      [200, 'font/woff2', 'no-store', 'nosniff'],
    ]);
  });

  it('starts the app from the manifest, styles of imported chunks first', async () => {
    const house = await openHouse();
    const { appPath } = await house.signIn();
    const { headers, body } = await house.get(`${appPath}/start.js`);
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(body).toContain('const script = "assets/main.js";');
    expect(body).toContain('const styles = ["assets/shared.css","assets/main.css"];');
  });

  it.each([
    '/../outside.txt',
    '/assets/../../outside.txt',
    '/%2e%2e/outside.txt',
    '/assets/%2e%2e/%2e%2e/outside.txt',
    '/..%2foutside.txt',
    '/..%5coutside.txt',
    '/..\\outside.txt',
    '/assets/..;/main.js',
    '//etc/passwd',
    '/etc/passwd',
    '/C:/Windows/win.ini',
    '/file:///etc/passwd',
    '/assets/main.js%00.css',
    '/assets/main.js/',
    '/assets/./main.js',
    '/assets/main%2ejs',
    '/ASSETS/MAIN.JS',
    '/assets/linked.txt',
    '/assets',
    '/assets/',
    '/',
    '/.vite/manifest.json',
    '/__proto__',
    '/constructor',
    `/${'a/'.repeat(3000)}`,
  ])('has no file at %s', async (path) => {
    const house = await openHouse();
    const { appPath } = await house.signIn();
    expect(await house.get(`${appPath}${path}`)).toMatchObject({ status: 404, body: '' });
  });

  it('is for GET and HEAD, and for pages of its own', async () => {
    const house = await openHouse();
    const { appPath } = await house.signIn();
    const file = `${appPath}/assets/main.js`;
    const host = `Host: 127.0.0.1:${house.port}`;
    expect((await house.raw([`POST ${file} HTTP/1.1`, host, 'Connection: close'])).status).toBe(405);
    const head = await house.raw([`HEAD ${file} HTTP/1.1`, host, 'Connection: close']);
    expect([head.status, head.headers.get('content-length'), head.body]).toEqual([200, '21', '']);
    for (const site of ['cross-site', 'same-site', 'nonsense']) {
      expect((await house.get(file, { 'Sec-Fetch-Site': site })).status).toBe(403);
    }
    expect((await house.get(file, { 'Sec-Fetch-Site': 'none' })).status).toBe(200);
  });
});

describe('the byte channel', () => {
  it('gives a window of a body to the session, and says how long the whole is', async () => {
    const house = await openHouse();
    const { appPath, sessionSecret } = await house.signIn();
    const read = (query: string) => house.get(`${appPath}/bodies/${query}`, { 'x-gatewright-session': sessionSecret });
    const window = await read('known?offset=10&length=5');
    expect([window.status, window.body, window.headers.get('x-body-bytes')]).toEqual([200, '01234', '2000000']);
    expect(window.headers.get('content-type')).toBe('application/octet-stream');
    expect(window.headers.get('content-security-policy')).toBe(`default-src 'none'; sandbox`);
    const largest = await read('known?offset=0&length=1048576');
    expect(largest.body).toBe(bodyBytes.subarray(0, 1_048_576).toString('latin1'));
    expect((await read('known?offset=2000000&length=5')).body).toBe('');
  });

  it('refuses windows that are none, bodies that are not there and callers without the secret', async () => {
    const house = await openHouse();
    const { appPath, sessionSecret } = await house.signIn();
    const status = async (query: string, secret = sessionSecret) =>
      (await house.get(`${appPath}/bodies/${query}`, { 'x-gatewright-session': secret })).status;
    expect(await status('unknown?offset=0&length=1')).toBe(404);
    for (const query of [
      'known',
      'known?offset=0',
      'known?offset=-1&length=1',
      'known?offset=0&length=1048577',
      'known?offset=0&length=1&length=2',
      'known?offset=1e3&length=1',
      '../known?offset=0&length=1',
      '%2e%2e?offset=0&length=1',
    ]) {
      expect([query, await status(query)]).toEqual([query, 400]);
    }
    expect(await status('known?offset=0&length=1', 'A'.repeat(43))).toBe(403);
    expect((await house.get(`${appPath}/bodies/known?offset=0&length=1`)).status).toBe(403);
  });
});

describe('downloads', () => {
  it('hands a file out once, under its name', async () => {
    const house = await openHouse();
    const { appPath } = await house.signIn();
    const { saved, downloadPath } = await house.desk.save('clé "1".json', Buffer.from('{}'));
    expect([saved, downloadPath]).toEqual([null, expect.stringMatching(/^download\/[\w-]{43}$/)]);
    const head = await house.raw([
      `HEAD ${appPath}/${downloadPath} HTTP/1.1`,
      `Host: 127.0.0.1:${house.port}`,
      'Connection: close',
    ]);
    expect(head.status).toBe(404);
    const first = await house.get(`${appPath}/${downloadPath}`);
    expect([first.status, first.body]).toEqual([200, '{}']);
    expect(first.headers.get('content-disposition')).toBe(
      `attachment; filename="cl_ _1_.json"; filename*=UTF-8''cl%C3%A9%20%221%22.json`,
    );
    expect((await house.get(`${appPath}/${downloadPath}`)).status).toBe(404);
  });

  it('forgets a file that nobody fetched for ten minutes', async () => {
    const house = await openHouse();
    const { appPath } = await house.signIn();
    const { downloadPath } = await house.desk.save('key.json', Buffer.from('{}'));
    house.advance(600_000);
    expect((await house.get(`${appPath}/${downloadPath}`)).status).toBe(404);
  });
});
