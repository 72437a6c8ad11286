import { describe, expect, it } from 'vitest';
import { sayDuration, saySize } from '../../../../../renderer/features/response/measures.ts';

describe('sayDuration', () => {
  it.each([
    [0, '0 ms'],
    [0.43, '0.4 ms'],
    [9.96, '10 ms'],
    [182.4, '182 ms'],
    [999.6, '1 s'],
    [1254, '1.25 s'],
    [60_000, '1 min 0 s'],
    [125_000, '2 min 5 s'],
  ])('says %d ms as %s', (durationMs, words) => {
    expect(sayDuration(durationMs)).toBe(words);
  });
});

describe('saySize', () => {
  it.each([
    [0, '0 B'],
    [66, '66 B'],
    [1023, '1023 B'],
    [1024, '1 KiB'],
    [1434, '1.4 KiB'],
    [1024 * 1024 - 1, '1 MiB'],
    [50_000_000, '47.7 MiB'],
    [5 * 1024 ** 4, '5120 GiB'],
  ])('says %d bytes as %s', (bytes, words) => {
    expect(saySize(bytes)).toBe(words);
  });
});
