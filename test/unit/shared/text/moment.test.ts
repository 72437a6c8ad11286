import { expect, it } from 'vitest';
import { momentWords } from '#shared/text/moment.ts';

it.each([
  [Date.UTC(2026, 10, 21, 10), '2026-11-21T10:00:00.000Z'],
  [8.64e15, '+275760-09-13T00:00:00.000Z'],
  [-8_640_000_000_000_001, '-8640000000000001 ms'],
  [Number.NaN, 'NaN ms'],
])('%s is told as %s', (at, words) => {
  expect(momentWords(at)).toBe(words);
});
