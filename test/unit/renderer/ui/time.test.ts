import { describe, expect, it } from 'vitest';
import { saySpan, sayWhen } from '../../../../renderer/ui/time.ts';

const minute = 60_000;
const hour = 60 * minute;
// Local noon, so that an hour either way stays on the same day wherever the test runs.
const noon = new Date(2026, 10, 21, 12, 0, 0).getTime();

describe('saySpan', () => {
  it.each([
    [59_999, 'less than a minute'],
    [minute, '1 m'],
    [hour - 1, '59 m'],
    [11 * hour + 42 * minute + 59_000, '11 h 42 m'],
    [76 * hour, '3 d 4 h'],
  ])('says %i ms as %s, rounded down', (spanMs, words) => {
    expect(saySpan(spanMs)).toBe(words);
  });
});

describe('sayWhen', () => {
  it('says what happened within the minute as just now', () => {
    expect(sayWhen(noon - 59_000, noon)).toBe('just now');
  });

  it('counts minutes within the hour', () => {
    expect(sayWhen(noon - 5 * minute, noon)).toBe('5 min ago');
  });

  it('gives the clock for earlier today and for yesterday', () => {
    expect(sayWhen(noon - 3 * hour, noon)).toBe('today 09:00');
    expect(sayWhen(noon - 24 * hour, noon)).toBe('yesterday 12:00');
  });

  it('gives the date before yesterday', () => {
    expect(sayWhen(noon - 49 * hour, noon)).toBe('19 Nov 2026');
  });
});
