import { describe, expect, it } from 'vitest';
import { once, remembering } from '#shared/systems/generic-http/once.ts';
import { call, inputOf } from '../exchange-builder.ts';

describe('what is read once', () => {
  const input = inputOf(call());
  const reader = () => {
    const read = { count: 0 };
    return { read, next: () => (read.count += 1) };
  };

  it('is read for one report and one thing, also when it is nothing', () => {
    const { read, next } = reader();
    const remembered = remembering(input);
    expect([once(remembered, 'a', input.exchange, next), once(remembered, 'a', input.exchange, next)]).toEqual([1, 1]);
    once(remembered, 'b', input.exchange, next);
    once(remembered, 'a', call(), next);
    once(remembering(input), 'a', input.exchange, next);
    expect(read.count).toBe(4);
    const nothing = () => {
      next();
      return null;
    };
    once(remembered, 'c', input.exchange, nothing);
    expect(once(remembered, 'c', input.exchange, nothing)).toBeNull();
    expect(read.count).toBe(5);
  });

  it('is read each time where nobody remembers', () => {
    const { read, next } = reader();
    once(input, 'a', input.exchange, next);
    once(input, 'a', input.exchange, next);
    expect(read.count).toBe(2);
  });
});
