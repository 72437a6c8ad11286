import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Answer, Entry, Header, World } from './case.ts';

type Sent = {
  headers?: readonly Header[];
  body?: string | object | null;
  bodyBytes?: number;
  failure?: string;
  tookMs?: number;
};

/** A call and its answer. */
export function entry(at: number, method: string, url: string, answer: Answer | null, sent: Sent = {}): Entry {
  const { headers = [], body = null, failure = null, tookMs = 182, bodyBytes } = sent;
  return {
    at,
    method,
    url,
    headers: [['Host', new URL(url).host], ['User-Agent', 'okhttp/4.12.0'], ['Accept', '*/*'], ...headers],
    body: body === null || typeof body === 'string' ? body : JSON.stringify(body),
    answer,
    failure,
    tookMs,
    ...(bodyBytes === undefined ? {} : { bodyBytes }),
  };
}

export const jsonType: Header = ['Content-Type', 'application/json'];

export function json(status: number, body: unknown, headers: readonly Header[] = []): Answer {
  return {
    status,
    text: texts[status] ?? '',
    headers: [['Content-Type', 'application/json;charset=UTF-8'], ...headers],
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

export function page(status: number, body: string, headers: readonly Header[] = []): Answer {
  return {
    status,
    text: texts[status] ?? '',
    headers: [['Content-Type', 'text/html;charset=utf-8'], ...headers],
    body,
  };
}

export function plain(status: number, body: string, headers: readonly Header[] = []): Answer {
  return {
    status,
    text: texts[status] ?? '',
    headers: [['Content-Type', 'text/plain; charset=utf-8'], ...headers],
    body,
  };
}

export function empty(status: number, headers: readonly Header[] = []): Answer {
  return { status, text: texts[status] ?? '', headers: [['Content-Length', '0'], ...headers], body: null };
}

const texts: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  302: 'Found',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  407: 'Proxy Authentication Required',
  409: 'Conflict',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** What a page calls a status. */
export function statusWords(status: number): string {
  return texts[status] ?? 'Error';
}

/** Keys live as long as the process: no key and no token is in the repository. */
const keys = new Map<string, KeyObject>();

function keyOf(owner: string): KeyObject {
  const key = keys.get(owner) ?? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  keys.set(owner, key);
  return key;
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT that its owner's key signed (RFC 7515); HS256 and `none` for those who got it wrong. */
export function jwt(header: Record<string, unknown>, claims: Record<string, unknown>, owner = 'issuer'): string {
  const text = `${part(header)}.${part(claims)}`;
  if (header.alg === 'none') return `${text}.`;
  const signature = String(header.alg).startsWith('HS')
    ? createHmac('sha256', owner).update(text).digest('base64url')
    : sign('sha256', Buffer.from(text), keyOf(owner)).toString('base64url');
  return `${text}.${signature}`;
}

/** Epoch seconds, `at` seconds from now, on the servers' clock. */
export function serverSeconds(world: World, at: number): number {
  return Math.floor((world.now + world.serverAheadMs) / 1000) + at;
}

/** The same on the client's clock. */
export function clientSeconds(world: World, at: number): number {
  return Math.floor(world.now / 1000) + at;
}

export function basic(user: string, password: string): Header {
  return ['Authorization', `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`];
}

export function bearer(token: string): Header {
  return ['Authorization', `Bearer ${token}`];
}

export function httpDate(world: World, at: number): string {
  return new Date(clientSeconds(world, at) * 1000 + world.serverAheadMs).toUTCString();
}

export function isoDate(world: World, at: number): string {
  return new Date(serverSeconds(world, at) * 1000).toISOString();
}
