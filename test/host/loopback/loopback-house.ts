import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { os } from '@orpc/server';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { createDownloadDesk, type DownloadDesk } from '../../../electron/loopback/desk.ts';
import { type LoopbackServer, startLoopbackServer } from '../../../electron/loopback/server.ts';

export type RawAnswer = { status: number; head: string; headers: Map<string, string>; body: string };
export type Grant = { sessionSecret: string; appPath: string; resumeTicket: string; nonce: string };

export type House = {
  server: LoopbackServer;
  port: number;
  origin: string;
  desk: DownloadDesk;
  lockedOut: number;
  advance(ms: number): void;
  /** A token as the fragment of a new link carries it. */
  token(lifeMs?: number): string;
  /** Sends the lines of a request as they stand and reads until the other end closes. */
  raw(lines: string[], body?: string): Promise<RawAnswer>;
  get(path: string, headers?: Record<string, string>): Promise<RawAnswer>;
  exchange(claim: unknown, headers?: Record<string, string>): Promise<RawAnswer>;
  /** A session by a fresh link. */
  signIn(): Promise<Grant>;
};

export const bodyBytes = Buffer.from('0123456789'.repeat(200_000));

const router = {
  echo: os.input(z.object({ text: z.string() })).handler(({ input }) => `echo ${input.text}`),
  never: os.handler(() => new Promise<string>(() => {})),
};

/** The real server over a small built page and a small router, on a clock that stands still. Stopped with the test. */
export async function openHouse(): Promise<House> {
  let now = 1_800_000_000_000;
  const clock = { now: () => now };
  const desk = createDownloadDesk(clock);
  const house = { lockedOut: 0 };
  const server = await startLoopbackServer({
    clock,
    port: 0,
    rendererDir: builtPage(),
    router,
    readBody: async (id, offset, length) =>
      id === 'known' ? { bytes: bodyBytes.subarray(offset, offset + length), totalBytes: bodyBytes.length } : null,
    desk,
    onLockedOut: () => {
      house.lockedOut += 1;
    },
  });
  onTestFinished(() => server.stop());
  const { port } = server;
  const origin = `http://127.0.0.1:${port}`;
  const raw = (lines: string[], body = '') => sendRaw(port, lines, body);
  const exchange: House['exchange'] = (claim, headers = {}) => {
    const body = typeof claim === 'string' ? claim : JSON.stringify(claim);
    const all = { ...exchangeHeaders(port), 'Content-Length': String(Buffer.byteLength(body)), ...headers };
    return raw(['POST /session HTTP/1.1', ...Object.entries(all).map(([name, value]) => `${name}: ${value}`)], body);
  };
  const token = (lifeMs = 60_000) => new URL(server.issueLink(lifeMs)).hash.slice(1);
  return Object.assign(house, {
    server,
    port,
    origin,
    desk,
    raw,
    exchange,
    token,
    advance: (ms: number) => {
      now += ms;
    },
    get: (path: string, headers: Record<string, string> = {}) =>
      raw([
        `GET ${path} HTTP/1.1`,
        `Host: 127.0.0.1:${port}`,
        'Connection: close',
        ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      ]),
    signIn: async () => JSON.parse((await exchange({ token: token() })).body) as Grant,
  });
}

/** Every header a good exchange carries. */
export function exchangeHeaders(port: number): Record<string, string> {
  return {
    Host: `127.0.0.1:${port}`,
    Origin: `http://127.0.0.1:${port}`,
    'Content-Type': 'application/json',
    'X-Exchange': '1',
    'Sec-Fetch-Site': 'same-origin',
    Connection: 'close',
  };
}

function sendRaw(port: number, lines: string[], body: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(parseAnswer(Buffer.concat(chunks).toString('latin1'))));
    socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
  });
}

function parseAnswer(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n');
  const head = text.slice(0, end);
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { status: Number(statusLine.split(' ')[1]), head, headers, body: text.slice(end + 4) };
}

function builtPage(): string {
  const parent = mkdtempSync(join(tmpdir(), 'gatewright-page-'));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  const dir = join(parent, 'page');
  mkdirSync(join(dir, '.vite'), { recursive: true });
  mkdirSync(join(dir, 'assets'));
  writeFileSync(join(parent, 'outside.txt'), 'outside');
  symlinkSync(join(parent, 'outside.txt'), join(dir, 'assets', 'linked.txt'));
  writeFileSync(join(dir, 'assets', 'main.js'), 'export const app = 1;');
  writeFileSync(join(dir, 'assets', 'main.css'), '#root{}');
  writeFileSync(join(dir, 'assets', 'shared.css'), 'body{}');
  writeFileSync(join(dir, 'assets', 'inter.woff2'), 'font');
  writeFileSync(
    join(dir, '.vite', 'manifest.json'),
    JSON.stringify({
      'index.html': { file: 'assets/main.js', isEntry: true, css: ['assets/main.css'], imports: ['_shared.js'] },
      '_shared.js': { file: 'assets/shared.js', css: ['assets/shared.css'], imports: ['index.html'] },
    }),
  );
  return dir;
}
