import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interpolate } from '#shared/text/interpolate.ts';

describe('interpolate', () => {
  it('puts variables in, with or without spaces inside the braces', () => {
    const text = '{{workflow_rest_url}}/v1/{{ id }}';
    expect(interpolate(text, { workflow_rest_url: 'https://a.example', id: '7' })).toEqual({
      text: 'https://a.example/v1/7',
      unknown: [],
    });
  });

  it('leaves unknown names as they stand, and lists each once', () => {
    expect(interpolate('{{a}} {{b}} {{a}}', { b: '' })).toEqual({ text: '{{a}}  {{a}}', unknown: ['a'] });
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('does not take %s from the prototype', (name) => {
    expect(interpolate(`{{${name}}}`, {})).toEqual({ text: `{{${name}}}`, unknown: [name] });
  });

  it.each(['{{}}', '{{ }}', '{a}', '{{a b}}', '{{a}', '{ {a}}', '{{a\u00e9}}'])('leaves %s alone', (text) => {
    expect(interpolate(text, { a: 'x' })).toEqual({ text, unknown: [] });
  });

  it('finds a variable inside the braces of a JSON body', () => {
    expect(interpolate('{"a":{{a}}}', { a: '1' }).text).toBe('{"a":1}');
  });

  it('puts every value in exactly as it is, and never expands what it put in', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('{{a}}', '$&', '$1', "$'", '$$', '}}', '{{'),
    );
    fc.assert(
      fc.property(hostile, hostile, fc.string(), (a, b, between) => {
        const plain = between.replaceAll('{', '').replaceAll('}', '');
        expect(interpolate(`{{a}}${plain}{{b}}`, { a, b })).toEqual({ text: a + plain + b, unknown: [] });
      }),
    );
  });

  it.each([
    ['opening braces', '{{'.repeat(200_000)],
    ['names that never close', '{{a'.repeat(200_000)],
    ['white space', `{{a${' '.repeat(400_000)}`],
    ['one long name', `{{${'a'.repeat(400_000)}`],
  ])('takes no time worth speaking of for %s', (_what, text) => {
    const start = performance.now();
    interpolate(text, {});
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
