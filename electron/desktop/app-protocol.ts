import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { CustomScheme } from 'electron';
import { appOrigin, isAppUrl } from './app-origin.ts';
import { answerBody, type ReadBody } from './body-channel.ts';
import { contentSecurityPolicy, writeNonce } from './content-security-policy.ts';

/** Must be registered before the app is ready. Without `standard` the page would have an opaque origin. */
export const appScheme: CustomScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
};

const mediaTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export type AppProtocolParts = { rendererDir: string; nonce: string; readBody: ReadBody };

/**
 * Answers every `app://bundle/…` request: the built renderer, and windows of response bodies under `/bodies/`. Reads the
 * page up front and throws when the renderer has not been built.
 */
export async function createAppProtocol(parts: AppProtocolParts): Promise<(request: Request) => Promise<Response>> {
  const rendererDir = await realpath(parts.rendererDir);
  const page = writeNonce(await readFile(join(rendererDir, 'index.html'), 'utf8'), parts.nonce);
  const headers = documentHeaders(parts.nonce);
  const empty = (status: number) => new Response(null, { status, headers });

  return async (request) => {
    if (request.method !== 'GET') return empty(405);
    if (!isAppUrl(request.url) || isFromElsewhere(request)) return empty(403);
    const url = new URL(request.url);
    if (url.pathname.startsWith('/bodies/')) return answerBody(url, parts.readBody);
    if (url.pathname === '/' || url.pathname === '/index.html') {
      return new Response(page, { headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } });
    }
    const file = await findInside(rendererDir, url.pathname);
    const mediaType = file && mediaTypes[extname(file)];
    if (!file || !mediaType) return empty(404);
    return new Response(new Uint8Array(await readFile(file)), { headers: { ...headers, 'content-type': mediaType } });
  };
}

/**
 * The real path of the file that a URL path names, or null when it names none inside `root`. The check is made on real
 * paths and with `path.relative`: a prefix comparison lets `…/renderer-old` pass, and a link leaves any folder.
 */
export async function findInside(root: string, pathname: string): Promise<string | null> {
  const decoded = decode(pathname);
  // Backslash and colon are separators, drives and streams on Windows. None of our files has one in its name.
  if (decoded === null || /[\0\\:]/.test(decoded)) return null;
  const wanted = resolve(root, `.${decoded}`);
  if (!isInside(root, wanted)) return null;
  try {
    const real = await realpath(wanted);
    return isInside(root, real) && (await stat(real)).isFile() ? real : null;
  } catch {
    return null;
  }
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

/** Electron says who asks, when web content does; the page cannot change it. Absent when the window itself loads. */
function isFromElsewhere(request: Request): boolean {
  const origin = 'initiatorOrigin' in request ? request.initiatorOrigin : undefined;
  return origin !== undefined && origin !== appOrigin;
}

function documentHeaders(nonce: string): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
}
