import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { appScheme, createAppProtocol, findInside } from '../../../electron/desktop/app-protocol.ts';
import { contentSecurityPolicy } from '../../../electron/desktop/content-security-policy.ts';

const outside = 'this text lies outside';
const body = new TextEncoder().encode('0123456789');
const readBody = vi.fn(async (id: string, offset: number, length: number) =>
  id === 'known' ? { bytes: body.slice(offset, offset + length), totalBytes: body.length } : null,
);

let home: string;
let root: string;
let answer: (request: Request) => Promise<Response>;
const get = (url: string, options?: RequestInit) => answer(new Request(url, options));

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'gatewright-protocol-'));
  root = join(home, 'renderer');
  await mkdir(join(root, 'assets'), { recursive: true });
  await mkdir(join(home, 'renderer-old'));
  await writeFile(join(root, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__" />');
  await writeFile(join(root, 'assets', 'main.js'), 'export {};');
  await writeFile(join(root, 'assets', 'a b.css'), 'p {}');
  await writeFile(join(root, 'assets', 'notes.txt'), 'of no known type');
  for (const place of ['secret.js', 'index.html', 'renderer-old/secret.js'])
    await writeFile(join(home, place), outside);
  await symlink(join(home, 'secret.js'), join(root, 'assets', 'link.js'));
  await symlink(home, join(root, 'assets', 'up'));
  answer = await createAppProtocol({ rendererDir: root, nonce: 'abc', readBody });
});
afterAll(() => rm(home, { recursive: true }));

describe('the app protocol', () => {
  it('is standard and secure, and bypasses no policy', () => {
    expect(appScheme).toEqual({
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
    });
  });

  it('serves the page with its nonce, its policy and no cache', async () => {
    for (const url of ['app://bundle/', 'app://bundle/index.html']) {
      const response = await get(url);
      expect(response.status).toBe(200);
      expect(await response.text()).toBe('<meta name="csp-nonce" content="abc" />');
      expect(Object.fromEntries(response.headers)).toEqual({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': contentSecurityPolicy('abc'),
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
    }
  });

  it('serves files of the renderer by their type', async () => {
    const script = await get('app://bundle/assets/main.js');
    expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect((await get('app://bundle/assets/a%20b.css')).status).toBe(200);
    expect((await get('app://bundle/assets/notes.txt')).status).toBe(404);
    expect((await get('app://bundle/assets/absent.js')).status).toBe(404);
    expect((await get('app://bundle/assets/')).status).toBe(404);
  });

  it('answers reading from its own origin only', async () => {
    expect((await get('app://bundle/', { method: 'POST' })).status).toBe(405);
    for (const url of ['app://other/', 'app://bundle.evil/', 'app://bundle:80/', 'https://bundle/']) {
      expect([url, (await get(url)).status]).toEqual([url, 403]);
    }
    const foreign = Object.assign(new Request('app://bundle/'), { initiatorOrigin: 'https://example.com' });
    expect((await answer(foreign)).status).toBe(403);
    const own = Object.assign(new Request('app://bundle/'), { initiatorOrigin: 'app://bundle' });
    expect((await answer(own)).status).toBe(200);
  });

  it('refuses to start over a renderer that was not built', async () => {
    await expect(createAppProtocol({ rendererDir: join(home, 'absent'), nonce: 'abc', readBody })).rejects.toThrow();
  });
});

const titled = (texts: string[]) => texts.map((text) => ({ text, title: JSON.stringify(text.slice(0, 60)) }));

/** Ways out of a folder, as they stand in a URL's path. */
const waysOut = [
  '/../secret.js',
  '/../../secret.js',
  '/..%2fsecret.js',
  '/%2e%2e/secret.js',
  '/%2e%2e%2fsecret.js',
  '/.%2e/secret.js',
  '/assets/..%2f..%2fsecret.js',
  '/assets/../../secret.js',
  '/..%5csecret.js',
  '/..\\secret.js',
  '/assets%5c..%5c..%5csecret.js',
  '/%252e%252e%252fsecret.js',
  '/..%252fsecret.js',
  '/%c0%ae%c0%ae/secret.js',
  '/%uff0e%uff0e/secret.js',
  '/．．/secret.js',
  '/..;/secret.js',
  '/...//secret.js',
  '/../renderer-old/secret.js',
  '/..%2frenderer-old/secret.js',
  '//secret.js',
  '/%2fsecret.js',
  '/%00../secret.js',
  '/assets/main.js%00.html',
  '/assets/link.js',
  '/assets/up/secret.js',
  '/assets/up/renderer-old/secret.js',
  '/C:/secret.js',
  '/C%3a%5csecret.js',
  '/assets/main.js::$DATA',
  '/%5c%5cserver%5cshare%5csecret.js',
  '/%',
  '/%zz',
  '/..',
  '/.',
  `/${'a/'.repeat(3000)}secret.js`,
  `/${'..%2f'.repeat(500)}secret.js`,
  `/${'x'.repeat(100_000)}.js`,
];

describe('a path that wants out', () => {
  it.each(titled(waysOut))('reads nothing outside: $title', async ({ text: way }) => {
    for (const path of [way, `${home}${way}`, encodeURIComponent(`${home}/secret.js`)]) {
      const response = await get(`app://bundle${path.startsWith('/') ? '' : '/'}${path}`);
      expect(await response.text()).not.toContain(outside);
    }
    // The same once more without the URL parser, which takes the plain dots away before they get anywhere.
    const found = await findInside(root, way);
    expect(found === null || found.startsWith(`${root}/`)).toBe(true);
    expect(found).not.toBe(join(root, 'assets', 'link.js'));
  });

  it('is not followed even when it leads back in', async () => {
    await symlink(join(root, 'assets', 'main.js'), join(home, 'back.js'));
    expect(await findInside(root, '/..%2fback.js')).toBeNull();
  });

  it.skipIf(process.platform === 'win32')(
    'may not hold what Windows reads as a separator, a drive or a stream',
    async () => {
      for (const name of ['a\\b.js', 'c:d.js']) {
        await writeFile(join(root, name), '');
        expect(await findInside(root, `/${encodeURIComponent(name)}`)).toBeNull();
      }
    },
  );

  it('would be noticed here: without the check the same files are there to be read', async () => {
    expect(await findInside(home, '/secret.js')).toBe(join(home, 'secret.js'));
    expect(await findInside(home, '/renderer/assets/link.js')).toBe(join(home, 'secret.js'));
  });
});

describe('the byte channel', () => {
  const bodyOf = (query: string, id = 'known') => get(`app://bundle/bodies/${id}${query}`);

  it('answers a window of a body, and how long the whole is', async () => {
    const response = await bodyOf('?offset=2&length=3');
    expect(await response.text()).toBe('234');
    expect(Object.fromEntries(response.headers)).toEqual({
      'content-type': 'application/octet-stream',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
      'x-body-bytes': '10',
    });
  });

  it('knows no body by a name that is not one', async () => {
    for (const id of ['absent', '..%2f..%2fsecret', 'a/b', '', 'x'.repeat(65), '%00', 'known%20']) {
      expect([id, (await bodyOf('?offset=0&length=1', id)).status]).toEqual([id, 404]);
    }
  });

  it('refuses a window that is none, and more than 1 MiB at a time', async () => {
    const none = [
      '',
      '?offset=0',
      '?length=1',
      '?offset=-1&length=1',
      '?offset=0&length=1e3',
      '?offset=0&length=1048577',
    ];
    for (const query of [
      ...none,
      '?offset=0&offset=1&length=1',
      '?offset=0&length=0x10',
      `?offset=${'9'.repeat(16)}&length=1`,
    ]) {
      readBody.mockClear();
      expect([query, (await bodyOf(query)).status]).toEqual([query, 400]);
      expect(readBody).not.toHaveBeenCalled();
    }
    expect((await bodyOf('?offset=0&length=1048576')).status).toBe(200);
  });
});
