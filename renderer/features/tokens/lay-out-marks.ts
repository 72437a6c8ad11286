import type { TimeMark } from '#shared/jwt/time-line.ts';

/** Where the words of a mark stand: above or below the track, in rows counted outwards, left or right of their line. */
export type PlacedMark = { mark: TimeMark; row: number; side: 'start' | 'middle' | 'end' };

/** Words of two marks nearer than this part of the track would lie on each other. */
const least = 0.2;

/** Gives each mark a row of its own where it would touch another. `now` stands above the track, alone. */
export function layOutMarks(marks: readonly TimeMark[]): PlacedMark[] {
  const ends: number[] = [];
  return marks.map((mark) => {
    const side = sideOf(mark.fraction);
    if (mark.id === 'now') return { mark, row: 0, side };
    const free = ends.findIndex((end) => mark.fraction - end >= least);
    const row = free < 0 ? ends.length : free;
    ends[row] = mark.fraction;
    return { mark, row, side };
  });
}

function sideOf(fraction: number): PlacedMark['side'] {
  if (fraction < 0.12) return 'start';
  return fraction > 0.88 ? 'end' : 'middle';
}
