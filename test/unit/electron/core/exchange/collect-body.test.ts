import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExchangeBench, exampleConnection, setUpExchangeBench } from './exchange-bench.ts';

let bench: ExchangeBench;
beforeAll(async () => {
  bench = await setUpExchangeBench();
});
afterAll(() => bench.tearDown());

/** The whole recorded body, window by window as the screens read it. */
async function readWhole(id: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for (let offset = 0; ; ) {
    const window = await bench.history.readBody(id, offset, 1024 * 1024);
    if (window === null || window.bytes.length === 0) return Buffer.concat(parts);
    parts.push(window.bytes);
    offset += window.bytes.length;
  }
}

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('a body', () => {
  it.each([
    ['1 MiB, the most that stays in memory', 1024 * 1024, false],
    ['1 MiB and a byte', 1024 * 1024 + 1, true],
    ['20 MB', 20_000_000, true],
  ])('of %s is kept byte for byte', async (_name, size, isInFile) => {
    const body = randomBytes(size);
    const url = await bench.serve((_request, response) => response.end(body));
    const exchange = await bench.send({ url });
    expect(exchange).toMatchObject({ failure: null, response: { bodyBytes: size, isComplete: true } });
    expect(bench.bodies.has(exchange.id)).toBe(isInFile);
    expect(sha(await readWhole(exchange.id))).toBe(sha(body));
  });

  it('of 20 MB that comes compressed is kept as it decodes', async () => {
    const body = Buffer.from(randomBytes(10_000_000).toString('hex'));
    const packed = gzipSync(body, { level: 1 });
    const url = await bench.serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(packed);
    });
    const exchange = await bench.send({ url });
    expect(exchange).toMatchObject({ failure: null, response: { bodyBytes: 20_000_000 } });
    expect(sha(await readWhole(exchange.id))).toBe(sha(body));
  });

  it('that goes to a file is whole when the server closes right after its last byte', async () => {
    const body = randomBytes(8_000_000);
    const url = await bench.serveRaw((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n`);
      socket.end(body);
    });
    const exchange = await bench.send({ url });
    expect(exchange.failure).toBeNull();
    expect(sha(await readWhole(exchange.id))).toBe(sha(body));
  });

  it('that goes to a file holds no secret, wherever the chunks are cut', async () => {
    const secret = `file-secret-${randomBytes(16).toString('hex')}`;
    const url = await bench.serve((request, response) => {
      if (request.url === '/token') {
        response.end('{"access_token":"file-token"}');
        return;
      }
      for (let at = 0; at < 120; at += 1) response.write('x'.repeat(16_384 + at) + secret);
      response.end();
    });
    bench.connections.put(exampleConnection({ tokenUrl: `${url}/token` }));
    await bench.secrets.write('c-1', { kind: 'client-secret', value: secret });
    const exchange = await bench.send({ connectionId: 'c-1', url });
    expect(bench.bodies.has(exchange.id)).toBe(true);
    const kept = (await readWhole(exchange.id)).toString();
    expect(kept).not.toContain(secret);
    expect(kept.match(/‹client secret /g)).toHaveLength(120);
  });

  it('does not hold up the thread while 50 MB come in', async () => {
    const piece = Buffer.alloc(1_000_000, '{"id":1234567,"name":"order"},');
    const url = await bench.serve(async (_request, response) => {
      for (let at = 0; at < 50; at += 1) {
        if (!response.write(piece)) await new Promise((resolve) => response.once('drain', resolve));
      }
      response.end();
    });
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }, 1);
    const exchange = await bench.send({ url });
    clearInterval(timer);
    expect(exchange.response?.bodyBytes).toBe(50_000_000);
    expect(longest).toBeLessThan(250);
  });
});
