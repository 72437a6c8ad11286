import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createIdleWork } from '#core/store/idle-work.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('idle work', () => {
  it('waits until nobody asked for a while, then goes on until there is no more', () => {
    const answers = [true, true, false];
    const doSome = vi.fn(() => answers.shift() ?? false);
    const work = createIdleWork(doSome);
    for (let asked = 0; asked < 5; asked += 1) {
      work.wanted();
      vi.advanceTimersByTime(100);
    }
    expect(doSome).not.toHaveBeenCalled();
    vi.runAllTimers();
    expect(doSome).toHaveBeenCalledTimes(3);
  });

  it('is done in the end even when somebody keeps asking', () => {
    const doSome = vi.fn(() => false);
    const work = createIdleWork(doSome);
    for (let asked = 0; asked < 600; asked += 1) {
      work.wanted();
      vi.advanceTimersByTime(1);
    }
    expect(doSome).toHaveBeenCalledTimes(1);
  });

  it('survives a portion that fails', () => {
    const doSome = vi.fn((): boolean => {
      throw new Error('disk full');
    });
    const work = createIdleWork(doSome);
    work.wanted();
    vi.runAllTimers();
    work.wanted();
    vi.runAllTimers();
    expect(doSome).toHaveBeenCalledTimes(2);
  });
});
