import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWindowState, placeWindow } from '../../../electron/desktop/window-state.ts';

const left = { x: 0, y: 25, width: 1920, height: 1015 };
const right = { x: 1920, y: 0, width: 1280, height: 984 };
const usual = { width: 1280, height: 800 };

describe('the place of the window', () => {
  it('is the middle of the screen the first time', () => {
    expect(placeWindow(null, [left])).toEqual(usual);
  });

  it('is where it was, on whichever screen', () => {
    const there = { x: 2000, y: 50, width: 1000, height: 700 };
    expect(placeWindow(there, [left, right])).toEqual(there);
  });

  it.each([
    ['its screen is gone', { x: 2000, y: 50, width: 1000, height: 700 }],
    ['only a sliver would show', { x: 1900, y: 50, width: 1000, height: 700 }],
    ['only its foot would show', { x: 100, y: -600, width: 1000, height: 700 }],
    ['its title bar is below the screen', { x: 100, y: 1030, width: 1000, height: 700 }],
    ['it is far to the left', { x: -990, y: 50, width: 1000, height: 700 }],
  ])('is the middle again when %s', (_why, bounds) => {
    expect(placeWindow(bounds, [left])).toEqual(usual);
  });

  it('never lies under a menu bar, and never exceeds its screen', () => {
    expect(placeWindow({ x: 10, y: 0, width: 4000, height: 4000 }, [left])).toEqual({
      x: 10,
      y: 25,
      width: 1920,
      height: 1015,
    });
    expect(placeWindow({ x: 10, y: 30, width: 300, height: 200 }, [left])).toMatchObject({ width: 900, height: 600 });
  });
});

describe('the memory of the window', () => {
  let dataDir: string;
  const state = { bounds: { x: 1, y: 2, width: 1000, height: 700 }, isMaximized: true, zoomLevel: 1 };

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'gatewright-window-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it('lasts until the next start', () => {
    expect(openWindowState(dataDir).read()).toBeNull();
    openWindowState(dataDir).write(state);
    expect(openWindowState(dataDir).read()).toEqual(state);
  });

  it.each(['', 'not JSON', '{"format":1}', '{"format":1,"bounds":{"x":"1e9","y":0,"width":-5,"height":0}}', '[]'])(
    'starts afresh over %j',
    async (text) => {
      await writeFile(join(dataDir, 'window.json'), text);
      const memory = openWindowState(dataDir);
      expect(memory.read()).toBeNull();
      memory.write(state);
      expect(openWindowState(dataDir).read()).toEqual(state);
    },
  );

  it('is not worth an error when the folder cannot be written', async () => {
    const memory = openWindowState(dataDir);
    await rm(dataDir, { recursive: true });
    await writeFile(dataDir, 'a file where the folder was');
    expect(() => memory.write(state)).not.toThrow();
  });
});
