import { describe, expect, it } from 'vitest';
import { readServeFlags } from '../../../../electron/loopback/serve-flags.ts';

describe('the flags', () => {
  it('default to a free port, a browser and the practice systems', () => {
    expect(readServeFlags([])).toEqual({ host: null, port: 0, dataDir: null, opensBrowser: true, hasPractice: true });
  });

  it('are all heard', () => {
    const args = ['--host', 'loopback', '--port', '4000', '--data-dir', 'x', '--no-open', '--no-practice'];
    expect(readServeFlags(args)).toEqual({
      host: 'loopback',
      port: 4000,
      dataDir: 'x',
      opensBrowser: false,
      hasPractice: false,
    });
  });

  it.each([
    [['--port', '65536'], '--port wants a number from 0 to 65535.'],
    [['--port', '80x'], '--port wants a number from 0 to 65535.'],
    [['--host', '0.0.0.0'], '--host wants desktop or loopback.'],
    [['--bind', '0.0.0.0'], /^Unknown option '--bind'/],
    [['--data-dir'], /^Option '--data-dir/],
  ])('%j are met with a sentence', (args, sentence) => {
    expect(readServeFlags(args)).toEqual(expect.stringMatching(sentence));
  });
});
