import { describe, expect, it } from 'vitest';
import type { TimeMark } from '#shared/jwt/time-line.ts';
import { layOutMarks } from '../../../../../renderer/features/tokens/lay-out-marks.ts';

const mark = (id: TimeMark['id'], fraction: number): TimeMark => ({ id, label: id, at: 0, fraction });

describe('layOutMarks', () => {
  it('keeps marks that stand apart in one row', () => {
    const placed = layOutMarks([mark('iat', 0), mark('now', 0.4), mark('exp', 1)]);
    expect(placed.map(({ row, side }) => [row, side])).toEqual([
      [0, 'start'],
      [0, 'middle'],
      [0, 'end'],
    ]);
  });

  it('gives marks that would lie on each other rows of their own', () => {
    const placed = layOutMarks([mark('iat', 0), mark('nbf', 0.001), mark('exp', 0.01), mark('now', 1)]);
    expect(placed.map(({ row }) => row)).toEqual([0, 1, 2, 0]);
  });
});
