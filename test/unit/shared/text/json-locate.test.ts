import fc from 'fast-check';
import { expect, it } from 'vitest';
import { locateJson } from '#shared/text/json-locate.ts';

it('finds members and items, however they are laid out', () => {
  const text = 'lead {"a": [1, {"b\\u0063": "x"}], "d": {}}';
  const at = (path: (string | number)[]) => locateJson(text, path, 5);
  expect(at([])).toBe(5);
  expect(at(['a'])).toBe(text.indexOf('['));
  expect(at(['a', 1, 'bc'])).toBe(text.indexOf('"x"'));
  expect(at(['d'])).toBe(text.indexOf('{}'));
});

it('is null for what is not there', () => {
  for (const path of [['b'], ['a', 0, 'x'], ['a', '0'], [0]]) expect(locateJson('{"a": [1]}', path)).toBeNull();
});

it('takes the last of a repeated name, as JSON.parse does', () => {
  expect(locateJson('{"a": 1, "a": 2}', ['a'])).toBe(14);
});

it('points at every member of an object', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
      const text = JSON.stringify(object);
      for (const [name, value] of Object.entries(JSON.parse(text))) {
        expect(text.startsWith(JSON.stringify(value), locateJson(text, [name]) ?? -1)).toBe(true);
      }
    }),
  );
});
