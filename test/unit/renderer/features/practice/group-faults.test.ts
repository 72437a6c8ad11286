import { describe, expect, it } from 'vitest';
import { groupFaults } from '../../../../../renderer/features/practice/group-faults.ts';

const fault = (id: string, group: string, more: { words?: string; cause?: string; isOn?: boolean } = {}) => ({
  id,
  name: id,
  words: '',
  group,
  cause: null,
  isOn: false,
  ...more,
});
const all = [
  fault('Closed', 'The way', { cause: 'connection-closed' }),
  fault('Expired', 'Token', { words: 'ended an hour ago', isOn: true }),
  fault('Slow', 'The way'),
];
const shown = (filter: string) =>
  groupFaults(all, filter).map(({ title, faults }) => [title, faults.map(({ id }) => id)]);

describe('groupFaults', () => {
  it('keeps the order of the headings and of what stands under each', () => {
    expect(shown('')).toEqual([
      ['The way', ['Closed', 'Slow']],
      ['Token', ['Expired']],
    ]);
  });

  it('counts what is on', () => {
    expect(groupFaults(all, '').map(({ onCount }) => onCount)).toEqual([0, 1]);
  });

  it('finds by name, words, cause and heading, in any case and order', () => {
    expect(shown('CONNECTION-closed')).toEqual([['The way', ['Closed']]]);
    expect(shown('hour ended')).toEqual([['Token', ['Expired']]]);
    expect(shown('the way')).toEqual([['The way', ['Closed', 'Slow']]]);
    expect(shown('zebra')).toEqual([]);
  });
});
