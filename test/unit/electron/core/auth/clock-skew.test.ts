import { describe, expect, it } from 'vitest';
import { createClockSkew, skewOf } from '#core/auth/clock-skew.ts';

const ours = Date.UTC(2026, 10, 21, 10);
const hour = 3_600_000;

/** An answer whose server's clock reads `serverTime` (epoch ms) when it answers. */
function answer(serverTime: number, options: { tookMs?: number; age?: string; sentAt?: number } = {}) {
  const { tookMs = 100, age, sentAt = ours } = options;
  const headers = [{ name: 'Date', value: new Date(serverTime).toUTCString() }];
  return {
    headers: age === undefined ? headers : [...headers, { name: 'Age', value: age }],
    sentAt,
    firstByteAt: sentAt + tookMs,
  };
}

describe('one answer', () => {
  it('of a server an hour ahead says so to the half second', () => {
    expect(Math.abs((skewOf(answer(ours + hour + 50)) ?? 0) - hour)).toBeLessThanOrEqual(600);
  });

  it('of a server an hour behind has a negative skew', () => {
    expect(skewOf(answer(ours - hour))).toBeLessThan(-hour + 1_000);
  });

  it.each([0, 300, 999])('is no sign of a skew when whole seconds explain it (%i ms after the second)', (offset) => {
    expect(skewOf(answer(ours + offset, { sentAt: ours + offset }))).toBe(0);
  });

  it('is no sign of a skew when its round trip explains it', () => {
    expect(skewOf(answer(ours + 5_000, { tookMs: 9_000 }))).toBe(0);
  });

  it.each([
    ['without a date', { headers: [], sentAt: ours, firstByteAt: ours }],
    ['with a date nobody can read', { headers: [{ name: 'date', value: 'soon' }], sentAt: ours, firstByteAt: ours }],
    ['that a cache kept longer than the round trip took', answer(ours - hour, { age: '3600' })],
    ['that took too long to tell', answer(ours + hour, { tookMs: 10_001 })],
  ])('%s says nothing', (_what, silent) => {
    expect(skewOf(silent)).toBeNull();
  });
});

describe('the skew of a connection', () => {
  it('is not known before the first answer, and after it was forgotten', () => {
    const skew = createClockSkew();
    expect(skew.of('c-1')).toBeNull();
    skew.note('c-1', answer(ours + hour));
    expect(skew.of('c-1')).not.toBeNull();
    expect(skew.of('c-2')).toBeNull();
    skew.forget('c-1');
    expect(skew.of('c-1')).toBeNull();
  });

  it('is the median of the last five: one wrong server in between does no harm', () => {
    const skew = createClockSkew();
    for (const offset of [0, 0, hour, 0, 0]) skew.note('c-1', answer(ours + offset));
    expect(skew.of('c-1')).toBe(0);
    for (let i = 0; i < 3; i += 1) skew.note('c-1', answer(ours + hour));
    expect(skew.of('c-1')).toBeGreaterThan(hour - 1_000);
  });

  it('of two answers lies between them', () => {
    const skew = createClockSkew();
    skew.note('c-1', answer(ours + 10_000));
    skew.note('c-1', answer(ours + 20_000));
    expect(Math.abs((skew.of('c-1') ?? 0) - 15_000)).toBeLessThanOrEqual(600);
  });
});
