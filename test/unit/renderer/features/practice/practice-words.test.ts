import { describe, expect, it } from 'vitest';
import { faultWords, practiceWords } from '../../../../../renderer/features/practice/practice-words.ts';

const on = { isRunning: true, baseUrl: 'http://127.0.0.1:41873', switches: [] };
const off = { isRunning: false, baseUrl: null, switches: [] };
const fault = (isOn: boolean) => ({ id: 'x', name: 'X', words: '', group: 'Token', cause: null, isOn });
const faulty = { ...on, switches: [fault(true), fault(false), fault(true)] };

describe('practiceWords', () => {
  it('says off, where the one is, or how many there are', () => {
    expect(practiceWords([off, off, off])).toBe('practice off');
    expect(practiceWords([off, on, off])).toBe('practice on · 127.0.0.1:41873');
    expect(practiceWords([on, on, off])).toBe('practice on · 2 systems');
    expect(practiceWords([])).toBe('practice off');
  });

  it('counts the faults that are on', () => {
    expect(practiceWords([faulty])).toBe('practice on · 127.0.0.1:41873 · 2 faults on');
    expect(practiceWords([faulty, on])).toBe('practice on · 2 systems · 2 faults on');
    expect(faultWords([{ switches: [fault(true)] }])).toBe('1 fault on');
    expect(faultWords([on, off])).toBe('');
  });
});
