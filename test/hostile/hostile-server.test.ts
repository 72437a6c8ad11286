import type { Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exchange } from '#shared/model/exchange.ts';
import { type ExchangeBench, setUpExchangeBench } from '../unit/electron/core/exchange/exchange-bench.ts';

/**
 * What becomes of an exchange with a server that lies, stalls, breaks off or never was one. Each row is a server over a
 * raw socket and the one state its exchange must end in. Numbers are those of the matrix in the design notes.
 */
type Row = {
  name: string;
  /** Writes to the socket what the server says; `end` closes after it. */
  say: string | Buffer | ((socket: Socket) => void);
  end?: boolean;
  method?: 'GET' | 'HEAD' | 'POST';
  /** Code of the failure; null when the exchange is whole. */
  code: string | null;
  phase?: string;
  status?: number;
  /** The body as it was kept. */
  body?: string | null;
  /** What the body is a true beginning of. */
  startOf?: string;
};

const deadlineMs = 1_000;
const limitBytes = 2 * 1024 * 1024;

let bench: ExchangeBench;
beforeAll(async () => {
  bench = await setUpExchangeBench({ bodyLimitBytes: limitBytes });
  bench.settings.update({ deadlineMs });
});
afterAll(() => bench.tearDown());

const ok = 'HTTP/1.1 200 OK\r\n';
const chunked = `${ok}transfer-encoding: chunked\r\n\r\n`;
const encoded = (encoding: string, bytes: Buffer) =>
  Buffer.concat([Buffer.from(`${ok}content-encoding: ${encoding}\r\ncontent-length: ${bytes.length}\r\n\r\n`), bytes]);
const text = 'a sentence that repeats itself. '.repeat(2_000);
/** Words that do not compress to nothing, so that a cut falls in the middle. */
const words = Array.from({ length: 20_000 }, (_, index) => Math.imul(index + 1, 2_654_435_761).toString(36)).join(' ');
const bomb = Buffer.alloc(64 * 1024 * 1024);

const framing: Row[] = [
  { name: '1 chunked, cut in a chunk', say: `${chunked}ff\r\nabc`, end: true, code: 'RESPONSE_TRUNCATED', body: 'abc' },
  {
    name: '2 chunked without the last chunk',
    say: `${chunked}3\r\nabc\r\n`,
    end: true,
    code: 'RESPONSE_TRUNCATED',
    body: 'abc',
  },
  {
    name: '3 shorter than its length',
    say: `${ok}content-length: 100\r\n\r\nabcde`,
    end: true,
    code: 'RESPONSE_TRUNCATED',
    body: 'abcde',
  },
  { name: '4 longer than its length', say: `${ok}content-length: 3\r\n\r\nabcdef`, end: true, code: null, body: 'abc' },
  {
    name: '5 two different lengths',
    say: `${ok}content-length: 3\r\ncontent-length: 5\r\n\r\nabc`,
    end: true,
    code: 'RESPONSE_MALFORMED',
  },
  {
    name: '6 two equal lengths',
    say: `${ok}content-length: 3\r\ncontent-length: 3\r\n\r\nabc`,
    end: true,
    code: 'RESPONSE_MALFORMED',
  },
  {
    name: '7 length together with chunked',
    say: `${ok}content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`,
    end: true,
    code: 'RESPONSE_MALFORMED',
  },
  { name: '8 negative length', say: `${ok}content-length: -5\r\n\r\nabc`, end: true, code: 'RESPONSE_MALFORMED' },
  {
    name: '9 length beyond 64 bits',
    say: `${ok}content-length: 18446744073709551617\r\n\r\nabc`,
    end: true,
    code: 'RESPONSE_MALFORMED',
  },
  {
    name: '10 unknown transfer encoding',
    say: `${ok}transfer-encoding: xchunked\r\n\r\nabc`,
    end: true,
    code: null,
    body: 'abc',
  },
  { name: '12 chunk size that is no number', say: `${chunked}zz\r\nabc`, end: true, code: 'RESPONSE_MALFORMED' },
  { name: '13 chunk size overflow', say: `${chunked}ffffffffffffffffff\r\nabc`, end: true, code: 'RESPONSE_MALFORMED' },
  { name: '15 bare LF in chunks', say: `${chunked}3\nabc\n0\n\n`, end: true, code: 'RESPONSE_MALFORMED' },
  { name: '16 trailers', say: `${chunked}3\r\nabc\r\n0\r\nx-late: 1\r\n\r\n`, code: null, body: 'abc' },
  { name: '17 neither length nor chunks', say: `${ok}\r\nuntil I close`, end: true, code: null, body: 'until I close' },
  {
    name: '18 a 204 with a body',
    say: 'HTTP/1.1 204 No Content\r\ncontent-length: 3\r\n\r\nabc',
    code: null,
    status: 204,
    body: '',
  },
  { name: '20 a HEAD with a body', method: 'HEAD', say: `${ok}content-length: 3\r\n\r\nabc`, code: null, body: '' },
  {
    name: '21 a second answer glued to the first',
    say: `${ok}content-length: 3\r\n\r\nabc${ok}content-length: 4\r\n\r\nevil`,
    code: null,
    body: 'abc',
  },
];

const heads: Row[] = [
  {
    name: '22 one header of 15 KiB',
    say: `${ok}x: ${'a'.repeat(15_000)}\r\ncontent-length: 0\r\n\r\n`,
    code: null,
    body: '',
  },
  {
    name: '23 one header of 20 KiB',
    say: `${ok}x: ${'a'.repeat(20_000)}\r\ncontent-length: 0\r\n\r\n`,
    code: 'RESPONSE_HEADERS_TOO_LARGE',
  },
  { name: '24 ten thousand headers', say: `${ok}${'x: y\r\n'.repeat(10_000)}\r\n`, code: 'RESPONSE_HEADERS_TOO_LARGE' },
  { name: '25 NUL in a value', say: `${ok}x: a\0b\r\n\r\n`, code: 'RESPONSE_MALFORMED' },
  { name: '29 space before the colon', say: `${ok}x : y\r\n\r\n`, code: 'RESPONSE_MALFORMED' },
  { name: '30 a line without a colon', say: `${ok}nonsense\r\n\r\n`, code: 'RESPONSE_MALFORMED' },
  { name: '31 a folded line', say: `${ok}x: a\r\n b\r\ncontent-length: 0\r\n\r\n`, code: 'RESPONSE_MALFORMED' },
  { name: '32 a bare CR', say: `${ok}x: a\rb\r\n\r\n`, code: 'RESPONSE_MALFORMED' },
  { name: '34 an SSH banner', say: 'SSH-2.0-OpenSSH_9.2p1\r\n', end: true, code: 'HPE_INVALID_CONSTANT' },
  { name: '34 HTTP/0.9 text', say: '<html>hello</html>', end: true, code: 'HPE_INVALID_CONSTANT' },
  { name: '36 status 99', say: 'HTTP/1.1 99 Low\r\ncontent-length: 0\r\n\r\n', code: 'RESPONSE_MALFORMED' },
  { name: '37 status 999', say: 'HTTP/1.1 999 High\r\ncontent-length: 0\r\n\r\n', code: null, status: 999, body: '' },
  {
    name: '39 100 Continue unasked',
    say: `HTTP/1.1 100 Continue\r\n\r\n${ok}content-length: 0\r\n\r\n`,
    code: 'RESPONSE_MALFORMED',
  },
  {
    name: '40 103, then 200',
    say: `HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${ok}content-length: 2\r\n\r\nok`,
    code: null,
    body: 'ok',
  },
  {
    name: '41 five thousand 102s, then 200',
    say: `${'HTTP/1.1 102 Processing\r\n\r\n'.repeat(5_000)}${ok}content-length: 2\r\n\r\nok`,
    code: null,
    body: 'ok',
  },
  {
    name: '43 101 unasked',
    say: 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
    code: 'RESPONSE_MALFORMED',
  },
];

const bodies: Row[] = [
  { name: 'gzip', say: encoded('gzip', gzipSync(text)), code: null, body: text },
  { name: 'br', say: encoded('br', brotliCompressSync(text)), code: null, body: text },
  { name: 'zstd', say: encoded('zstd', zstdCompressSync(text)), code: null, body: text },
  { name: 'deflate with a zlib header', say: encoded('deflate', deflateSync(text)), code: null, body: text },
  { name: 'deflate without one', say: encoded('deflate', deflateRawSync(text)), code: null, body: text },
  { name: 'two encodings', say: encoded('gzip, br', brotliCompressSync(gzipSync(text))), code: null, body: text },
  { name: 'an encoding of nothing', say: encoded('gzip', Buffer.alloc(0)), code: null, body: '' },
  {
    name: '45 gzip cut short',
    say: encoded('gzip', gzipSync(words).subarray(0, 5_000)),
    code: 'RESPONSE_TRUNCATED',
    startOf: words,
  },
  {
    name: '45 br cut short',
    say: encoded('br', brotliCompressSync(words).subarray(0, 5_000)),
    code: 'RESPONSE_TRUNCATED',
    startOf: words,
  },
  {
    name: '45 zstd cut short',
    say: encoded('zstd', zstdCompressSync(words).subarray(0, 5_000)),
    code: 'RESPONSE_TRUNCATED',
  },
  {
    name: '46 gzip that is none',
    say: encoded('gzip', Buffer.from('this is no gzip at all')),
    code: 'RESPONSE_UNDECODABLE',
  },
  {
    name: '46 gzip with a wrong checksum',
    say: encoded('gzip', wrongChecksum()),
    code: 'RESPONSE_UNDECODABLE',
  },
  { name: '47 an unknown encoding', say: encoded('rot13', Buffer.from('uryyb')), code: null, body: 'uryyb' },
  { name: '48 six encodings', say: encoded('gzip, gzip, gzip, gzip, gzip, gzip', gzipSync('x')), code: null },
  { name: '49 gzip bomb', say: encoded('gzip', gzipSync(bomb)), code: 'RESPONSE_TOO_LARGE' },
  { name: '50 br bomb', say: encoded('br', brotliCompressSync(bomb)), code: 'RESPONSE_TOO_LARGE' },
  { name: '51 zstd bomb', say: encoded('zstd', zstdCompressSync(bomb)), code: 'RESPONSE_TOO_LARGE' },
  { name: '52 an endless body', say: endless, code: 'RESPONSE_TOO_LARGE' },
];

const connections: Row[] = [
  { name: '61 reset before the answer', say: (socket) => socket.resetAndDestroy(), code: 'ECONNRESET', phase: 'wait' },
  { name: '62 reset within the head', say: thenReset('HTTP/1.1 200 OK\r\nx: '), code: 'ECONNRESET', phase: 'wait' },
  {
    name: '63 reset within the body',
    say: thenReset(`${ok}content-length: 9\r\n\r\nabc`),
    code: 'RESPONSE_TRUNCATED',
    body: 'abc',
  },
  {
    name: '64 closed within the head',
    say: 'HTTP/1.1 200 OK\r\nx: ',
    end: true,
    code: 'UND_ERR_SOCKET',
    phase: 'wait',
  },
  { name: '65 closed without an answer', say: '', end: true, code: 'UND_ERR_SOCKET', phase: 'wait' },
  { name: '68 silence', say: () => undefined, code: 'DEADLINE_EXCEEDED', phase: 'wait' },
  {
    name: '69 a head of one byte at a time',
    say: drip('HTTP/1.1 200 OK\r\nx: ', 'a'),
    code: 'DEADLINE_EXCEEDED',
    phase: 'wait',
  },
  {
    name: '70 a body of one byte at a time',
    say: drip(`${ok}content-length: 100000\r\n\r\n`, 'b'),
    code: 'DEADLINE_EXCEEDED',
    phase: 'download',
  },
  {
    name: '42 endless 102s',
    say: drip('', 'HTTP/1.1 102 Processing\r\n\r\n'),
    code: 'DEADLINE_EXCEEDED',
    phase: 'wait',
  },
];

describe.each([
  ['framing', framing],
  ['the head', heads],
  ['the body', bodies],
  ['the connection', connections],
])('a server that is hostile in %s', (_kind, rows) => {
  it.each(rows.map((row) => [row.name, row] as const))('%s', async (_name, row) => {
    const url = await bench.serveRaw((socket) => answer(socket, row));
    const startedAt = performance.now();
    const exchange = await bench.send({ url, method: row.method ?? 'GET' });
    expect(performance.now() - startedAt).toBeLessThan(deadlineMs + 1_000);
    await expectEnd(exchange, row);
  });
});

async function expectEnd(exchange: Exchange, row: Row): Promise<void> {
  expect(exchange.failure?.code ?? null).toBe(row.code);
  if (row.phase) expect(exchange.failure?.phase).toBe(row.phase);
  if (row.status) expect(exchange.response?.status).toBe(row.status);
  if (exchange.failure) expect(exchange.failure.sentence).toMatch(/^[A-Z0-9].*\.$/);
  expect(exchange.response?.isComplete ?? false).toBe(row.code === null);
  expect(await bench.history.get(exchange.id)).toEqual(exchange);
  if (row.body !== undefined) expect(await bench.bodyText(exchange.id)).toBe(row.body);
  if (row.startOf !== undefined) {
    const kept = await bench.bodyText(exchange.id);
    expect(kept?.length).toBeGreaterThan(1_000);
    expect(row.startOf.startsWith(kept ?? '-')).toBe(true);
  }
  if (row.code === 'RESPONSE_TOO_LARGE') expect(exchange.response?.bodyBytes).toBe(limitBytes);
}

function answer(socket: Socket, { say, end }: Row): void {
  if (typeof say === 'function') say(socket);
  else if (end) socket.end(say);
  else socket.write(say);
}

function thenReset(words: string): (socket: Socket) => void {
  return (socket) => socket.write(words, () => setImmediate(() => socket.resetAndDestroy()));
}

function drip(first: string, again: string): (socket: Socket) => void {
  return (socket) => {
    socket.write(first);
    const timer = setInterval(() => socket.write(again), 20);
    socket.on('close', () => clearInterval(timer));
  };
}

function endless(socket: Socket): void {
  socket.write(`${ok}\r\n`);
  const piece = Buffer.alloc(64 * 1024, 'x');
  const pour = () => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on('drain', pour);
  pour();
}

function wrongChecksum(): Buffer {
  const bytes = gzipSync(text);
  bytes.writeUInt32LE(0, bytes.length - 8);
  return bytes;
}
