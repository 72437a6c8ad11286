import { describe, expect, it } from 'vitest';
import { bodyLanguageOf, findBodyFault } from '../../../../../renderer/features/request/body-faults.ts';

describe('findBodyFault', () => {
  it('points at a fault behind a variable at its true place', () => {
    expect(findBodyFault('{\n  "a": {{price}},\n  "b": 1,\n}')).toMatchObject({ line: 3, column: 9 });
    expect(findBodyFault('{ "a": {{price}}, }')).toMatchObject({ line: 1, column: 17 });
  });

  it('takes a variable for a value, in quotes and without', () => {
    expect(findBodyFault('{ "a": {{ price }}, "b": "{{name}}" }')).toBeNull();
  });

  it('says nothing of an empty body or one that is not meant to be JSON', () => {
    expect(findBodyFault('')).toBeNull();
    expect(findBodyFault('<a/>')).toBeNull();
  });
});

describe('bodyLanguageOf', () => {
  const header = (value: string, isEnabled = true) => ({ headers: [{ name: 'content-TYPE', value, isEnabled }] });

  it('goes by the Content-Type header that is switched on', () => {
    expect(bodyLanguageOf({ headers: [] })).toBe('json');
    expect(bodyLanguageOf(header('application/problem+json; charset=utf-8'))).toBe('json');
    expect(bodyLanguageOf(header('text/xml'))).toBe('text');
    expect(bodyLanguageOf(header('text/xml', false))).toBe('json');
  });
});
