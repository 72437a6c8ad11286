import { describe, expect, it } from 'vitest';
import { practiceWords } from '../../../../../renderer/features/practice/practice-words.ts';

const on = { isRunning: true, baseUrl: 'http://127.0.0.1:41873' };
const off = { isRunning: false, baseUrl: null };

describe('practiceWords', () => {
  it('says off, where the one is, or how many there are', () => {
    expect(practiceWords([off, off, off])).toBe('practice off');
    expect(practiceWords([off, on, off])).toBe('practice on · 127.0.0.1:41873');
    expect(practiceWords([on, on, off])).toBe('practice on · 2 systems');
    expect(practiceWords([])).toBe('practice off');
  });
});
