import { describe, expect, it } from 'vitest';
import { interpolate } from '#shared/text/interpolate.ts';
import { describeVariables, spansOfUrl } from '../../../../../renderer/features/request/url-spans.ts';

const variables = { workflow_rest_url: 'http://127.0.0.1:4711/rest' };

describe('spansOfUrl', () => {
  it('tells known variables from unknown ones', () => {
    expect(spansOfUrl('{{workflow_rest_url}}/v1/{{id}}', variables)).toEqual([
      {
        kind: 'variable',
        text: '{{workflow_rest_url}}',
        name: 'workflow_rest_url',
        value: 'http://127.0.0.1:4711/rest',
      },
      { kind: 'text', text: '/v1/' },
      { kind: 'variable', text: '{{id}}', name: 'id', value: null },
    ]);
  });

  it('joins to the same URL, whatever is typed', () => {
    for (const url of ['', '{{', '{{}}', '{{{a}}}', 'a{{b}', '{{a b}}x{{', '{{ workflow_rest_url }}/']) {
      expect(
        spansOfUrl(url, variables)
          .map((span) => span.text)
          .join(''),
      ).toBe(url);
    }
  });

  it('takes for a variable what the core replaces, and nothing else', () => {
    for (const url of ['{{}}', '{{a b}}', '{{a{b}}', '{{{a}}}', '{{ a }}', '{{a.b-c_1}}', '{{ä}}']) {
      const names = spansOfUrl(url, {}).flatMap((span) => (span.kind === 'variable' ? [span.name] : []));
      expect(names).toEqual(interpolate(url, {}).unknown);
    }
  });

  it('does not take a property every object has for a variable', () => {
    expect(spansOfUrl('{{constructor}}', {})).toMatchObject([{ name: 'constructor', value: null }]);
  });
});

describe('describeVariables', () => {
  it('says each value, and whose variable is missing', () => {
    const spans = spansOfUrl('{{workflow_rest_url}}/{{id}}', variables);
    expect(describeVariables(spans, 'Acme DEV')).toEqual([
      'workflow_rest_url is http://127.0.0.1:4711/rest',
      'id is not a variable of Acme DEV',
    ]);
    expect(describeVariables(spans.slice(2), null)).toEqual(['id has no value: choose a connection that knows it']);
  });
});
