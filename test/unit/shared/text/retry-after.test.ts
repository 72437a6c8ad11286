import { describe, expect, it } from 'vitest';
import { momentText, retryAfterMs } from '#shared/text/retry-after.ts';

const now = Date.UTC(2026, 10, 21, 10);
const at = (ms: number) => new Date(ms).toUTCString();

function waitOf(retryAfter: string, date?: string): number | null {
  const lines = [{ name: 'Retry-After', value: retryAfter }];
  return retryAfterMs(date === undefined ? lines : [...lines, { name: 'Date', value: date }], now);
}

describe('how long an answer asks to wait', () => {
  it.each([
    ['30', 30_000],
    [' 0 ', 0],
    ['99999999999999999999', 366 * 86_400_000],
    [at(now + 90_000), 90_000],
    [at(now - 5_000), 0],
    ['', null],
    ['-1', null],
    ['1.5', null],
    ['soon', null],
  ])('%j is %s ms', (text, wait) => {
    expect(waitOf(text)).toBe(wait);
  });

  it('is measured by the clock of the answer, not by ours', () => {
    const serverNow = now + 7 * 3_600_000;
    expect(waitOf(at(serverNow + 20_000), at(serverNow))).toBe(20_000);
  });

  it('is null without the header', () => {
    expect(retryAfterMs([], now)).toBeNull();
  });
});

describe('a moment in a sentence', () => {
  it('has its day only when that is not near', () => {
    expect(momentText(now + 30_000, now)).toBe('10:00:30 UTC');
    expect(momentText(now + 3 * 86_400_000, now)).toBe('2026-11-24 10:00:00 UTC');
  });
});
