import { describe, expect, it } from 'vitest';
import { timeLineOf } from '#shared/jwt/time-line.ts';

const seconds = 1_795_255_200;
const at = (offset: number) => (seconds + offset) * 1_000;

describe('timeLineOf', () => {
  it('puts issued, now and expires on a line from 0 to 1', () => {
    const line = timeLineOf({ iat: seconds, nbf: seconds, exp: seconds + 1_000 }, at(250));
    expect(line.marks.map(({ id, label, fraction }) => [id, label, fraction])).toEqual([
      ['iat', 'issued', 0],
      ['nbf', 'valid from', 0],
      ['now', 'now', 0.25],
      ['exp', 'expires', 1],
    ]);
    expect(line).toMatchObject({ state: 'valid', sentence: 'valid for 12 m 30 s more', faults: [] });
  });

  it('puts now at the end when all is over', () => {
    const line = timeLineOf({ iat: seconds, exp: seconds + 100 }, at(400));
    expect(line.marks.map(({ id, fraction }) => [id, fraction])).toEqual([
      ['iat', 0],
      ['exp', 0.25],
      ['now', 1],
    ]);
    expect(line).toMatchObject({ state: 'expired', sentence: 'expired 5 m ago' });
  });

  it('knows a token that is not valid yet, and one without an end', () => {
    expect(timeLineOf({ nbf: seconds + 60, exp: seconds + 600 }, at(0))).toMatchObject({ state: 'not-yet' });
    expect(timeLineOf({}, at(0))).toMatchObject({ state: 'endless', marks: [{ id: 'now', fraction: 0 }] });
  });

  it('takes milliseconds as they are meant, and calls them a fault', () => {
    const line = timeLineOf({ iat: at(0), exp: at(3_600) }, at(60));
    expect(line.marks.map(({ at: moment }) => moment)).toEqual([at(0), at(60), at(3_600)]);
    expect(line.faults).toEqual([
      'iat is in milliseconds; RFC 7519 wants seconds.',
      'exp is in milliseconds; RFC 7519 wants seconds.',
    ]);
  });

  it('names times that cannot be right', () => {
    expect(timeLineOf({ iat: seconds + 120, exp: seconds + 60, nbf: 'now' }, at(0)).faults).toEqual([
      'nbf is no number.',
      'It ends before it was issued.',
      'It was issued 2 m in the future: one of the clocks is off.',
    ]);
    expect(timeLineOf({ iat: 1e300, exp: Number.NaN }, at(0)).marks).toHaveLength(1);
  });
});
