import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setJsonProperty } from '#shared/text/json-set-property.ts';

describe('setting a property in JSON text', () => {
  it.each([
    ['{}', '{"jwt": "x"}'],
    ['{ }', '{"jwt": "x" }'],
    ['{"c":1}', '{"jwt": "x","c":1}'],
    ['{\n  "c": 1\n}\n', '{\n  "jwt": "x",\n  "c": 1\n}\n'],
    ['{"jwt":"old","c":1}', '{"jwt":"x","c":1}'],
    ['{"c":1,"jwt" : {"deep":[{"jwt":1}]} , "d":2}', '{"c":1,"jwt" : "x" , "d":2}'],
    ['{"j\\u0077t":null}', '{"j\\u0077t":"x"}'],
    [
      '{"jwt":1,"n":12345678901234567890.10,"n":1e400,"jwt":2}',
      '{"jwt":"x","n":12345678901234567890.10,"n":1e400,"jwt":"x"}',
    ],
    [
      '{"inner":{"jwt":"stays"},"list":[{"jwt":"stays"}]}',
      '{"jwt": "x","inner":{"jwt":"stays"},"list":[{"jwt":"stays"}]}',
    ],
    ['\ufeff{"c":1}', '\ufeff{"jwt": "x","c":1}'],
  ])('turns %j into %j', (text, changed) => {
    expect(setJsonProperty(text, 'jwt', 'x')).toBe(changed);
  });

  it.each(['', '  ', '[]', '[{"jwt":1}]', '"text"', '1', '{"a":1', '{"a":1} more', "{'a':1}", 'jwt=1'])(
    'has no place for it in %j',
    (text) => {
      expect(setJsonProperty(text, 'jwt', 'x')).toBeNull();
    },
  );

  it('writes name and value so that they read as what they are', () => {
    const changed = setJsonProperty('{"a":1}', 'a "name"\n', 'a\\"value\u2028');
    expect(JSON.parse(changed ?? '')).toEqual({ a: 1, 'a "name"\n': 'a\\"value\u2028' });
  });

  it('changes nothing else, whatever the object is', () => {
    const layouts = fc.constantFrom(undefined, 2, '\t');
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.string(),
        fc.string(),
        layouts,
        (object, name, value, layout) => {
          const changed = setJsonProperty(JSON.stringify(object, null, layout), name, value) ?? '';
          const expected = Object.fromEntries([...Object.entries(object), [name, value]]);
          expect(JSON.parse(changed)).toEqual(JSON.parse(JSON.stringify(expected)));
        },
      ),
    );
  });
});
