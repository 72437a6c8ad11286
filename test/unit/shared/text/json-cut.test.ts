import { describe, expect, it } from 'vitest';
import { closedJson } from '#shared/text/json-cut.ts';

describe('a JSON text that breaks off', () => {
  it.each([
    ['{"error":"invalid_grant","error_desc', '{"error":"invalid_grant"}'],
    [
      '{"status":"failed","error":{"reason":"invalid","message":"x"},"stack":"at',
      '{"status":"failed","error":{"reason":"invalid","message":"x"}}',
    ],
    ['{"error":{"code":"a","message":"b', '{"error":{"code":"a"}}'],
    ['[{"a":"1,2}\\"","b":[1,2', '[{"a":"1,2}\\"","b":[1]}]'],
    ['[{"a":1},{"b":2', '[{"a":1}]'],
  ])('%s is closed before the cut', (text, closed) => {
    expect(closedJson(text)).toBe(closed);
  });

  it.each(['', 'null', '<html>', '{"a":1}', '{"a":1},', '{"a"', '{"a,b', '[1}'])('%s has nothing to close', (text) => {
    expect(closedJson(text)).toBeNull();
  });
});
