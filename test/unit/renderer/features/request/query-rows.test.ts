import { describe, expect, it } from 'vitest';
import {
  addQueryRow,
  readQueryRows,
  removeQueryRow,
  replaceQueryRow,
} from '../../../../../renderer/features/request/query-rows.ts';

describe('readQueryRows', () => {
  it('finds no row in a URL without a query string', () => {
    expect(readQueryRows('{{workflow_rest_url}}/v1/workflow-instances')).toEqual([]);
    expect(readQueryRows('https://host/path?')).toEqual([]);
  });

  it('reads names and values in their order, repeats kept', () => {
    expect(readQueryRows('https://host/?$top=10&status=RUNNING&status=ERRONEOUS')).toEqual([
      { index: 0, name: '$top', value: '10' },
      { index: 1, name: 'status', value: 'RUNNING' },
      { index: 2, name: 'status', value: 'ERRONEOUS' },
    ]);
  });

  it('reads escapes and plus signs as a server would', () => {
    expect(readQueryRows('https://host/?subject=a%20b+c&n=%C3%A9')).toEqual([
      { index: 0, name: 'subject', value: 'a b c' },
      { index: 1, name: 'n', value: 'é' },
    ]);
  });

  it('keeps a broken escape as it is typed', () => {
    expect(readQueryRows('https://host/?a=100%')).toEqual([{ index: 0, name: 'a', value: '100%' }]);
  });

  it('leaves the fragment out and splits at the first equals sign only', () => {
    expect(readQueryRows('https://host/?q=a=b#?c=d')).toEqual([{ index: 0, name: 'q', value: 'a=b' }]);
  });

  it('keeps the place of a row behind an empty one', () => {
    expect(readQueryRows('https://host/?&a=1')).toEqual([{ index: 1, name: 'a', value: '1' }]);
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

describe('addQueryRow and removeQueryRow', () => {
  it('starts a query string in front of the fragment', () => {
    expect(addQueryRow('https://host/path#f', { name: '$top', value: '' })).toBe('https://host/path?$top=#f');
  });

  it('adds at the end and drops a dangling ampersand', () => {
    expect(addQueryRow('https://host/?a=1&', { name: 'b', value: '2' })).toBe('https://host/?a=1&b=2');
  });

  it('takes the question mark away with the last parameter', () => {
    expect(removeQueryRow('https://host/path?a=1#f', 0)).toBe('https://host/path#f');
    expect(removeQueryRow('https://host/path?a=1&b=2', 0)).toBe('https://host/path?b=2');
  });

  it('reads back every value it wrote', () => {
    for (const value of ['', ' ', '+', '%', '100%25', 'a&b=c#d', 'ü', '{{x}}', '"', '\\', '\n']) {
      expect(readQueryRows(addQueryRow('https://host/', { name: 'n', value }))).toEqual([
        { index: 0, name: 'n', value },
      ]);
    }
  });
});
