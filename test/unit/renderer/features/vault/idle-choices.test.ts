import { describe, expect, it } from 'vitest';
import { idleChoices, minutesOf, msOf } from '../../../../../renderer/features/vault/idle-choices.ts';

describe('idleChoices', () => {
  it('begins with never', () => {
    expect(idleChoices(0).map(({ words }) => words)).toEqual([
      'Never',
      'After 5 minutes without a call',
      'After 15 minutes without a call',
      'After 30 minutes without a call',
      'After 60 minutes without a call',
    ]);
  });

  it('keeps what is set among them, in its place', () => {
    expect(idleChoices(msOf(7)).map(({ minutes }) => minutes)).toEqual([0, 5, 7, 15, 30, 60]);
  });

  it('never shows a short limit as none', () => {
    expect(minutesOf(1_000)).toBe(1);
  });
});
