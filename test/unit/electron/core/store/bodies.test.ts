import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openBodies } from '#core/store/bodies.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

/** Bytes that differ at every position within a window. */
function exampleBytes(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) & 0xff);
}

describe('openBodies', () => {
  it('gives back any window of a body written in pieces of any size', async () => {
    const bodies = openBodies(await temporaryFolder());
    const whole = exampleBytes(3_500_000);
    const writer = bodies.create('a');
    for (let at = 0, size = 1; at < whole.length; at += size, size = Math.min(size * 3, 1_600_000)) {
      await writer.write(whole.subarray(at, at + size));
    }
    await writer.finish();
    for (const offset of [0, 1, 1_048_575, 1_048_576, 3_499_990]) {
      const window = await bodies.read('a', offset, 100);
      expect(window?.totalBytes).toBe(whole.length);
      expect(Buffer.from(window?.bytes ?? [])).toEqual(Buffer.from(whole.subarray(offset, offset + 100)));
    }
    const most = await bodies.read('a', 1_000_000, 10_000_000);
    expect(Buffer.from(most?.bytes ?? []).equals(whole.subarray(1_000_000, 1_000_000 + 1_048_576))).toBe(true);
  });

  it('copies the chunk, so that its buffer may be used again', async () => {
    const bodies = openBodies(await temporaryFolder());
    const writer = bodies.create('a');
    const chunk = Buffer.from('one');
    await writer.write(chunk);
    chunk.write('two');
    await writer.write(chunk);
    await writer.finish();
    expect(Buffer.from((await bodies.read('a', 0, 10))?.bytes ?? []).toString()).toBe('onetwo');
  });

  it('answers a window past the end, or a nonsensical one, with no bytes', async () => {
    const bodies = openBodies(await temporaryFolder());
    const writer = bodies.create('a');
    await writer.write(exampleBytes(10));
    await writer.finish();
    for (const [offset, length] of [
      [10, 5],
      [1e300, 5],
      [0, -1],
      [0, Number.NaN],
      [Number.POSITIVE_INFINITY, 1],
    ] as const) {
      expect((await bodies.read('a', offset, length))?.bytes.length).toBe(offset === Number.POSITIVE_INFINITY ? 1 : 0);
    }
    expect((await bodies.read('a', -5, 3))?.bytes).toEqual(exampleBytes(3));
  });

  it('does not have a body before it is finished, nor after it is aborted', async () => {
    const dataDir = await temporaryFolder();
    const bodies = openBodies(dataDir);
    const writer = bodies.create('a');
    await writer.write(exampleBytes(2_000_000));
    expect(bodies.has('a')).toBe(false);
    expect(await bodies.read('a', 0, 1)).toBeNull();
    await writer.abort();
    await writer.abort();
    expect(await readdir(join(dataDir, 'bodies'))).toEqual([]);
  });

  it('has a finished body although abort follows, and an empty one too', async () => {
    const bodies = openBodies(await temporaryFolder());
    const writer = bodies.create('a');
    await writer.finish();
    await writer.abort();
    expect(bodies.has('a')).toBe(true);
    expect(await bodies.read('a', 0, 1)).toEqual({ bytes: new Uint8Array(0), totalBytes: 0 });
  });

  it.skipIf(process.platform === 'win32')('makes files readable for their owner alone', async () => {
    const dataDir = await temporaryFolder();
    const writer = openBodies(dataDir).create('a');
    await writer.finish();
    const [name] = await readdir(join(dataDir, 'bodies'));
    expect((await stat(join(dataDir, 'bodies', name ?? ''))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDir, 'bodies'))).mode & 0o777).toBe(0o700);
  });

  it('sweeps what a killed process left unfinished, and nothing else', async () => {
    const dataDir = await temporaryFolder();
    const bodies = openBodies(dataDir);
    await bodies.create('done').finish();
    await bodies.create('half').write(exampleBytes(2_000_000));
    expect(await readdir(join(dataDir, 'bodies'))).toHaveLength(2);
    openBodies(dataDir);
    expect(await readdir(join(dataDir, 'bodies'))).toEqual(['body-done.body']);
  });

  it.each([
    ['../settings'],
    ['..'],
    [''],
    ['a/b'],
    ['a\\b'],
    ['a.b'],
    ['a\0'],
    ['a\n'],
    ['%2e%2e'],
    ['ä'],
    ['a'.repeat(65)],
  ])('never makes a path of the id %j', async (id) => {
    const dataDir = await temporaryFolder();
    await writeFile(join(dataDir, 'settings.body'), 'private');
    const bodies = openBodies(dataDir);
    expect(() => bodies.create(id)).toThrow(TypeError);
    expect(bodies.has(id)).toBe(false);
    expect(await bodies.read(id, 0, 10)).toBeNull();
    await bodies.remove(id);
    expect(await readdir(dataDir)).toEqual(['bodies', 'settings.body']);
  });

  it('removes one body, and all of them', async () => {
    const bodies = openBodies(await temporaryFolder());
    for (const id of ['a', 'b', 'c']) await bodies.create(id).finish();
    await bodies.remove('a');
    await bodies.remove('a');
    expect(['a', 'b', 'c'].map((id) => bodies.has(id))).toEqual([false, true, true]);
    await bodies.clear();
    expect(['a', 'b', 'c'].map((id) => bodies.has(id))).toEqual([false, false, false]);
  });

  it('fails with a sentence when the disk refuses', async () => {
    const dataDir = await temporaryFolder();
    const bodies = openBodies(dataDir);
    await mkdir(join(dataDir, 'bodies', 'body-a.body', 'in-the-way'), { recursive: true });
    const writer = bodies.create('a');
    await writer.write(exampleBytes(10));
    await expect(writer.finish()).rejects.toMatchObject({ code: 'STORE_FAILED' });
    await writer.abort();
    expect(await readdir(join(dataDir, 'bodies'))).toEqual(['body-a.body']);
  });
});
