import { describe, expect, it } from 'vitest';
import { passphraseFault } from '../../../../../renderer/features/vault/passphrase-fault.ts';

describe('passphraseFault', () => {
  it('wants eight characters, and the same ones twice', () => {
    expect(passphraseFault('', '')).toEqual({ field: 'first', sentence: 'It needs at least 8 characters.' });
    expect(passphraseFault('short', 'short')?.sentence).toBe('It needs at least 8 characters, and has 5.');
    expect(passphraseFault('correct horse', 'correct house')?.field).toBe('second');
    expect(passphraseFault('correct horse', 'correct horse')).toBeNull();
  });

  it('never repeats what was typed', () => {
    expect(passphraseFault('hunter2', 'hunter2')?.sentence).not.toContain('hunter2');
  });
});
