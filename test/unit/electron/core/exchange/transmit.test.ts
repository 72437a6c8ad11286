import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BodySink, HopTask } from '#core/exchange/hop-flight.ts';
import { createLeash } from '#core/exchange/leash.ts';
import { type ExchangeBench, setUpExchangeBench } from './exchange-bench.ts';

let bench: ExchangeBench;
beforeAll(async () => {
  bench = await setUpExchangeBench();
});
afterAll(() => bench.tearDown());

/** Sends a GET and counts what arrives; `write` is the sink's. */
async function transmit(url: string, write: BodySink['write'], method = 'GET') {
  const leash = createLeash(5_000, undefined);
  let bytes = 0;
  const onHead: HopTask['onHead'] = () => ({
    write(chunk) {
      bytes += chunk.length;
      return write(chunk);
    },
  });
  const request = { method, url: new URL(url), headers: [], body: null };
  const result = await bench.transmitter.transmit({ request, leash, onHead });
  leash.release();
  return { ...result, bytes };
}

const size = 3_000_000;
const laterTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a hop', () => {
  it('is whole when the server closes at the byte at which we asked to wait', async () => {
    const url = await bench.serveRaw((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${size}\r\n\r\n`);
      socket.end(Buffer.alloc(size));
    });
    expect(await transmit(url, laterTurn)).toMatchObject({ error: null, bytes: size });
  });

  it('ends although each chunk asks to wait for an instant only', async () => {
    const url = await bench.serve((_request, response) => response.end(Buffer.alloc(size)));
    expect(await transmit(url, async () => undefined)).toMatchObject({ error: null, bytes: size });
  });

  it('ends when the body can no longer be kept', async () => {
    const url = await bench.serve((_request, response) => response.end(Buffer.alloc(size)));
    const result = await transmit(url, () => Promise.reject(new Error('the disk is full')));
    expect(result.error).toMatchObject({ code: 'BODY_NOT_KEPT' });
  });

  it('repeats a GET once when a kept connection was closed under it, and a POST never', async () => {
    const heads: string[] = [];
    const url = await bench.serveRaw((socket, first) => {
      heads.push(first.slice(0, 4));
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
      socket.once('data', (chunk) => {
        heads.push(chunk.toString('latin1').slice(0, 4));
        socket.destroy();
      });
    });
    await transmit(url, () => undefined);
    await laterTurn();
    expect((await transmit(url, () => undefined)).error).toBeNull();
    expect(heads).toEqual(['GET ', 'GET ', 'GET ']);
    await laterTurn();
    expect((await transmit(url, () => undefined, 'POST')).error).not.toBeNull();
    expect(heads).toEqual(['GET ', 'GET ', 'GET ', 'POST']);
  });
});
