import { describe, expect, it } from 'vitest';
import type { Timings } from '#shared/model/exchange.ts';
import { timingBars } from '../../../../../renderer/features/response/timing-bars.ts';

const fresh: Timings = {
  lookupMs: 10,
  connectMs: 10,
  tlsMs: 20,
  waitMs: 50,
  downloadMs: 10,
  totalMs: 100,
  isConnectionReused: false,
};

describe('timingBars', () => {
  it('lays the steps end to end', () => {
    expect(timingBars(fresh).map(({ id, start, width }) => [id, start, width])).toEqual([
      ['lookup', 0, 10],
      ['connect', 10, 10],
      ['tls', 20, 20],
      ['wait', 40, 50],
      ['download', 90, 10],
    ]);
  });

  it('puts what the steps do not account for in front', () => {
    const [before, lookup] = timingBars({ ...fresh, totalMs: 200 });
    expect(before).toMatchObject({ id: 'before', words: '100 ms', start: 0, width: 50 });
    expect(lookup).toMatchObject({ id: 'lookup', start: 50 });
  });

  it('says that a connection was reused', () => {
    const reused = { ...fresh, lookupMs: null, connectMs: null, tlsMs: null, totalMs: 60, isConnectionReused: true };
    expect(timingBars(reused).map(({ words }) => words)).toEqual(['reused', 'reused', 'reused', '50 ms', '10 ms']);
  });

  it('claims no TLS over plain HTTP, reused or not', () => {
    const plain = { ...fresh, tlsMs: null };
    for (const isConnectionReused of [false, true]) {
      const tls = timingBars({ ...plain, isConnectionReused }, true).find(({ id }) => id === 'tls');
      expect(tls?.words).toBe('none: plain HTTP');
    }
  });

  it('marks a step that never happened and survives a total of nothing', () => {
    const nothing = {
      ...fresh,
      lookupMs: null,
      connectMs: null,
      tlsMs: null,
      waitMs: null,
      downloadMs: null,
      totalMs: 0,
    };
    expect(timingBars(nothing).every(({ isSkipped, width }) => isSkipped && width === 0)).toBe(true);
  });
});
