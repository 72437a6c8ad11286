import { describe, expect, it } from 'vitest';
import { type ReadWindow, readForView, windowBytes } from '../../../../../renderer/features/response/read-windows.ts';

const signal = new AbortController().signal;

/** Serves windows of a body and keeps the ranges it was asked for. */
function serve(body: Uint8Array): { read: ReadWindow; asked: [number, number][] } {
  const asked: [number, number][] = [];
  const read: ReadWindow = async (offset, length) => {
    asked.push([offset, length]);
    return { bytes: body.slice(offset, offset + length), totalBytes: body.length };
  };
  return { read, asked };
}

function pattern(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => index % 251);
}

describe('readForView', () => {
  it('reads a small body in one window', async () => {
    const { read, asked } = serve(pattern(66));
    expect(await readForView(read, signal)).toEqual({ bytes: pattern(66), totalBytes: 66 });
    expect(asked).toHaveLength(1);
  });

  it('puts windows of at most 1 MiB together', async () => {
    const body = pattern(windowBytes * 2 + 5);
    const { read, asked } = serve(body);
    const result = await readForView(read, signal);
    expect(Buffer.compare(result?.bytes ?? new Uint8Array(), body)).toBe(0);
    expect(asked).toEqual([
      [0, windowBytes],
      [windowBytes, windowBytes],
      [windowBytes * 2, 5],
    ]);
  });

  it('reads only the first window of a body over 5 MiB', async () => {
    const { read, asked } = serve(new Uint8Array(windowBytes * 5 + 1));
    const result = await readForView(read, signal);
    expect([result?.bytes.length, result?.totalBytes]).toEqual([windowBytes, windowBytes * 5 + 1]);
    expect(asked).toHaveLength(1);
  });

  it('gives what it has when the body ends early', async () => {
    const { read } = serve(pattern(windowBytes + 10));
    const cut: ReadWindow = (offset, length, abort) =>
      offset === 0 ? read(offset, length, abort) : Promise.resolve(null);
    const result = await readForView(cut, signal);
    expect([result?.bytes.length, result?.totalBytes]).toEqual([windowBytes, windowBytes + 10]);
  });

  it('says when a body is gone', async () => {
    expect(await readForView(() => Promise.resolve(null), signal)).toBeNull();
  });
});
