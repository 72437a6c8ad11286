import { describe, expect, it } from 'vitest';
import { spansOfSentence } from '../../../../renderer/ui/sentence-spans.ts';

describe('spansOfSentence', () => {
  it('sets what stands between backquotes apart', () => {
    expect(spansOfSentence('The token lacks `TASK_GET`.')).toEqual([
      { kind: 'text', text: 'The token lacks ' },
      { kind: 'code', text: 'TASK_GET' },
      { kind: 'text', text: '.' },
    ]);
  });

  it('keeps a lone backquote and an empty pair as text', () => {
    expect(spansOfSentence('a ` b')).toEqual([{ kind: 'text', text: 'a ` b' }]);
    expect(spansOfSentence('``')).toEqual([{ kind: 'text', text: '``' }]);
    expect(spansOfSentence('')).toEqual([]);
  });
});
