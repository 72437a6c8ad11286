import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOutJson } from '#shared/text/json-layout.ts';

describe('layOutJson', () => {
  it('lays out as JSON.stringify does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const source = JSON.stringify(value, null, indent);
        expect(layOutJson(source)).toBe(JSON.stringify(JSON.parse(source), null, 2));
      }),
    );
  });

  it('changes nothing the second time, and nothing that the text means', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), (source) => {
        const layout = layOutJson(source) ?? '';
        expect(JSON.parse(layout)).toEqual(JSON.parse(source));
        expect(layOutJson(layout)).toBe(layout);
      }),
    );
  });

  it('keeps numbers, escapes and repeated names as they were written', () => {
    const source = '{"n":12345678901234567890,"n":1e400,"f":1.10,"s":"\\u00e9\\/"}';
    expect(layOutJson(source)).toBe(
      '{\n  "n": 12345678901234567890,\n  "n": 1e400,\n  "f": 1.10,\n  "s": "\\u00e9\\/"\n}',
    );
  });

  it('lays out a text whose strings are longer than its buffer', () => {
    const value = { long: 'x'.repeat(50_000), list: Array.from({ length: 9_000 }, (_, index) => `${index}é`) };
    expect(layOutJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
  });

  it('is null for everything that JSON.parse refuses, and only for that', () => {
    const bits = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      '1',
      '-',
      '0',
      '.',
      'e',
      'true',
      'nul',
      ' ',
      '\n',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        expect(layOutJson(text) !== null).toBe(isJson(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['01', '1.', '.5', '+1', '1e', '--1', '"\u0001"', '"\\x"', '"\\u12"', '1 2', 'NaN', '', '\u00a01'])(
    'refuses %j as JSON.parse does',
    (text) => {
      expect(isJson(text)).toBe(false);
      expect(layOutJson(text)).toBeNull();
    },
  );

  it('drops a byte order mark', () => {
    expect(layOutJson('\ufeff[1]')).toBe('[\n  1\n]');
  });

  it('takes a million levels, in a layout not much longer than the text', () => {
    const deep = '['.repeat(1_000_000) + ']'.repeat(1_000_000);
    expect(layOutJson(deep)?.length).toBeLessThan(2.1e6);
    expect(layOutJson('['.repeat(1_000_000))).toBeNull();
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
