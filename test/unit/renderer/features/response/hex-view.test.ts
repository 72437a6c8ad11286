import { describe, expect, it } from 'vitest';
import { hexLines, hexViewBytes } from '../../../../../renderer/features/response/hex-view.ts';

describe('hexLines', () => {
  it('lays out sixteen bytes in two groups with their text', () => {
    const bytes = new TextEncoder().encode('GIF89a\0\u0001binary!!');
    expect(hexLines(bytes)).toEqual([
      { offset: '00000000', hex: '47 49 46 38 39 61 00 01  62 69 6e 61 72 79 21 21', text: 'GIF89a..binary!!' },
    ]);
  });

  it('pads a short last line to the width of a full one', () => {
    const lines = hexLines(new Uint8Array(18).fill(0xff));
    expect(lines[1]).toEqual({ offset: '00000010', hex: 'ff ff'.padEnd(48), text: '..' });
    expect(lines[0]?.hex.length).toBe(48);
  });

  it('stops after the first 4 KiB and shows nothing of nothing', () => {
    expect(hexLines(new Uint8Array(hexViewBytes + 1))).toHaveLength(256);
    expect(hexLines(new Uint8Array())).toEqual([]);
  });
});
