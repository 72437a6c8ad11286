import { describe, expect, it } from 'vitest';
import { explainStart } from '../../../../electron/loopback/explain-start.ts';

const fault = (code: string, path?: string) => Object.assign(new Error('/home/ada/secret'), { code, path });

describe('a start that failed', () => {
  it.each([
    [fault('EADDRINUSE'), 'Port 4000 is taken. Choose another with --port, or leave it out for a free one.'],
    [fault('EACCES'), 'Port 4000 may not be used. Choose one above 1023 with --port.'],
    [fault('EACCES', '/data'), 'Gatewright could not start (EACCES).'],
    [fault('ENOENT', '/x/.vite/manifest.json'), 'The page is not built yet. Run: npm start'],
    [new TypeError('something inside'), 'Gatewright could not start (TypeError).'],
    ['odd', 'Gatewright could not start (unknown).'],
  ])('is said in a sentence that quotes nothing', (error, sentence) => {
    expect(explainStart(error, 4000)).toBe(sentence);
  });
});
