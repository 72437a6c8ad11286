import { describe, expect, it } from 'vitest';
import { readQueryRows, removeQueryRow, replaceQueryRow } from '../../../../../renderer/features/request/query-rows.ts';

describe('readQueryRows', () => {
  it('finds no row in a URL without a query string', () => {
    expect(readQueryRows('{{workflow_rest_url}}/v1/workflow-instances')).toEqual([]);
    expect(readQueryRows('https://host/path?')).toEqual([]);
  });

  it('reads names and values in their order, repeats kept', () => {
    expect(readQueryRows('https://host/?$top=10&status=RUNNING&status=ERRONEOUS')).toEqual([
      { name: '$top', value: '10' },
      { name: 'status', value: 'RUNNING' },
      { name: 'status', value: 'ERRONEOUS' },
    ]);
  });

  it('reads escapes and plus signs as a server would', () => {
    expect(readQueryRows('https://host/?subject=a%20b+c&n=%C3%A9')).toEqual([
      { name: 'subject', value: 'a b c' },
      { name: 'n', value: 'é' },
    ]);
  });

  it('keeps a broken escape as it is typed', () => {
    expect(readQueryRows('https://host/?a=100%')).toEqual([{ name: 'a', value: '100%' }]);
  });

  it('leaves the fragment out and splits at the first equals sign only', () => {
    expect(readQueryRows('https://host/?q=a=b#?c=d')).toEqual([{ name: 'q', value: 'a=b' }]);
  });

  it('keeps an empty row in its place, so that it can be typed into', () => {
    expect(readQueryRows('https://host/?&a=1')).toEqual([
      { name: '', value: '' },
      { name: 'a', value: '1' },
    ]);
  });
});

describe('replaceQueryRow', () => {
  it('changes one parameter and leaves the others exactly as typed', () => {
    expect(replaceQueryRow('https://host/?a=%7e&b=1&c=x+y#f', 1, { name: 'b', value: '2' })).toBe(
      'https://host/?a=%7e&b=2&c=x+y#f',
    );
  });

  it('escapes what would end the parameter, and keeps OData and variables readable', () => {
    expect(replaceQueryRow('https://host/?a=1', 0, { name: '$filter', value: "id eq '{{id}}' & more+#%" })).toBe(
      "https://host/?$filter=id%20eq%20'{{id}}'%20%26%20more%2B%23%25",
    );
  });

  it('escapes an equals sign in a name and characters beyond ASCII whole', () => {
    expect(replaceQueryRow('https://host/?a=1', 0, { name: 'a=b', value: '😀' })).toBe(
      'https://host/?a%3Db=%F0%9F%98%80',
    );
  });

  it('survives half a surrogate pair', () => {
    expect(replaceQueryRow('https://host/?a=1', 0, { name: 'a', value: '\ud83d' })).toBe('https://host/?a=%EF%BF%BD');
  });
});

describe('adding and removing', () => {
  it('starts a query string in front of the fragment', () => {
    expect(replaceQueryRow('https://host/path#f', 0, { name: '$top', value: '' })).toBe('https://host/path?$top=#f');
  });

  it('adds behind the last one', () => {
    expect(replaceQueryRow('https://host/?a=1', 1, { name: 'b', value: '2' })).toBe('https://host/?a=1&b=2');
  });

  it('leaves a cleared row empty until it is removed', () => {
    expect(replaceQueryRow('https://host/?a=&b=2', 0, { name: '', value: '' })).toBe('https://host/?&b=2');
  });

  it('takes the question mark away with the last parameter', () => {
    expect(removeQueryRow('https://host/path?a=1#f', 0)).toBe('https://host/path#f');
    expect(removeQueryRow('https://host/path?a=1&b=2', 0)).toBe('https://host/path?b=2');
  });

  it('reads back every value it wrote', () => {
    for (const value of ['', ' ', '+', '%', '100%25', 'a&b=c#d', 'ü', '{{x}}', '"', '\\', '\n']) {
      expect(readQueryRows(replaceQueryRow('https://host/', 0, { name: 'n', value }))).toEqual([{ name: 'n', value }]);
    }
  });
});
