import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstJsonProblem } from '#shared/text/json-problems.ts';

describe('firstJsonProblem', () => {
  it.each([
    ['', 1, 1, 'nothing here'],
    ['{\n  "a": 1,\n}', 2, 9, 'after the last item'],
    ['[1,]', 1, 3, 'after the last item'],
    ['{\r\n  "a": 1\r\n  "b": 2\r\n}', 2, 9, 'comma is missing'],
    ['["a" "b"]', 1, 5, 'comma is missing'],
    ['{"a" 1}', 1, 5, 'colon is missing'],
    ['{"a": }', 1, 7, 'value is missing'],
    ['{"a": , "b": 1}', 1, 7, 'value is missing'],
    ['{\n"a": [1\n}', 3, 1, 'does not fit'],
    ['{\n  "a": {\n', 3, 1, 'the { of line 2 is still open'],
    ['[\n1', 2, 2, 'the [ of line 1 is still open'],
    ['{"a": "b', 1, 7, 'never closed'],
    ['{"a": "b\n}', 1, 7, 'line ends inside'],
    ['{"a": "b\tc"}', 1, 9, 'control character'],
    ['{"a": "C:\\dir"}', 1, 10, 'backslash'],
    ['{“a”: 1}', 1, 2, 'typographic'],
    ["{'a': 1}", 1, 2, 'single quote'],
    ['{\\"a\\": 1}', 1, 2, 'escaped with backslashes'],
    ['{a: 1}', 1, 2, 'not in quotes'],
    ['{"a": True}', 1, 7, 'neither in quotes'],
    ['{"a": truest}', 1, 7, 'neither in quotes'],
    ['{"a": 007}', 1, 7, 'number'],
    ['{"a": +1}', 1, 7, 'number'],
    ['{ // x\n}', 1, 3, 'comment'],
    ['{"a": 1 # x\n}', 1, 9, 'comment'],
    ['{\u00a0"a": 1}', 1, 2, 'invisible'],
    ['{"a": 1} x', 1, 10, 'follows after the end'],
    ['{"a": 1 ; }', 1, 9, 'does not belong'],
    [']', 1, 1, 'does not fit'],
  ])('places and names the fault of %j', (text, line, column, said) => {
    const problem = firstJsonProblem(text);
    expect(problem).toMatchObject({ line, column });
    expect(problem?.sentence).toContain(said);
  });

  it('has a problem for exactly what JSON.parse refuses', () => {
    const bits = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', 'null', ' ', '“', "'", '\\', 'x', '/*');
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 10 }), (parts) => {
        const text = parts.join('');
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        expect(firstJsonProblem(text) === null).toBe(isJson);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never repeats what the text holds', () => {
    const secret = fc.string({ minLength: 8, maxLength: 20, unit: fc.constantFrom(...'kQzX7$+=') });
    fc.assert(
      fc.property(secret, fc.nat({ max: 30 }), (value, cut) => {
        const text = `{"a": "${value}", b: ${value}`.slice(0, 12 + cut);
        expect(JSON.stringify(firstJsonProblem(text))).not.toContain(value);
      }),
    );
  });
});
