import { describe, expect, it } from 'vitest';
import { prepareRequest } from '#core/exchange/prepare-request.ts';
import { Failure } from '#core/failure.ts';
import type { Draft } from '#shared/model/draft.ts';
import { exampleDraft } from './exchange-bench.ts';

const prepare = (draft: Partial<Draft>, variables: Record<string, string> = {}) =>
  prepareRequest(exampleDraft({ url: 'https://example.test/', ...draft }), variables, '1.2.3');

const header = (name: string, value: string, isEnabled = true) => ({ name, value, isEnabled });

function failureOf(work: () => unknown): Failure {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error;
  }
  throw new Error('a Failure was expected');
}

describe('preparing a draft', () => {
  it('replaces variables in address, header values and body', () => {
    const request = prepare(
      { url: '{{base}}/{{id}}?q={{id}}', headers: [header('X-Id', 'is {{ id }}')], body: '{"id":"{{id}}"}' },
      { base: 'https://api.example.test', id: 'ü/1' },
    );
    expect(request.url.href).toBe('https://api.example.test/%C3%BC/1?q=%C3%BC/1');
    expect(request.headers[0]).toEqual({ name: 'X-Id', value: 'is ü/1', from: 'draft' });
    expect(Buffer.from(request.body ?? []).toString()).toBe('{"id":"ü/1"}');
  });

  it('names every unknown variable once, where it stands and what there is', () => {
    const failure = failureOf(() => prepare({ url: '{{a}}/{{b}}', body: '{{a}}' }, { api: 'x', rest: 'y' }));
    expect(failure.code).toBe('VARIABLE_UNKNOWN');
    expect(failure.message).toBe('{{a}}, {{b}} are not variables of this connection. It has {{api}}, {{rest}}.');
    expect(failure.problems.map(({ field, sentence }) => `${field}: ${sentence}`)).toEqual([
      'url: {{a}} is not a variable of this connection.',
      'body: {{a}} is not a variable of this connection.',
      'url: {{b}} is not a variable of this connection.',
    ]);
  });

  it('adds what every call carries, and only what the draft does not set itself', () => {
    expect(prepare({}).headers).toEqual([
      { name: 'accept', value: '*/*', from: 'default' },
      { name: 'accept-encoding', value: 'gzip, deflate, br, zstd', from: 'default' },
      { name: 'user-agent', value: 'Gatewright/1.2.3', from: 'default' },
    ]);
    expect(prepare({ headers: [header('ACCEPT', 'text/plain')] }).headers.map(({ name }) => name)).toEqual([
      'ACCEPT',
      'accept-encoding',
      'user-agent',
    ]);
  });

  it('calls a body JSON when it begins like JSON, broken or not, and guesses nothing else', () => {
    const typeOf = (body: string) => prepare({ body }).headers.find(({ name }) => name === 'content-type')?.value;
    expect(typeOf(' {"a":1,}')).toBe('application/json');
    expect(typeOf('[1]')).toBe('application/json');
    expect(typeOf('<a/>')).toBeUndefined();
    expect(typeOf('')).toBeUndefined();
  });

  it('leaves the fragment at home', () => {
    expect(prepare({ url: 'https://example.test/a#secret' }).url.href).toBe('https://example.test/a');
  });

  it.each([
    ['', 'The address is empty.'],
    ['example.test/x', 'The address cannot be read.'],
    ['file:///etc/passwd', 'An address beginning with file: cannot be called.'],
    ['https://user:pass@example.test/', 'The address carries a user name or password, which would be kept in history.'],
  ])('refuses the address %j', (url, sentence) => {
    const failure = failureOf(() => prepare({ url }));
    expect(failure).toMatchObject({ code: 'DRAFT_INVALID', message: sentence });
    expect(failure.problems[0]?.field).toBe('url');
  });

  it.each([
    [header('X-A', 'a\r\nInjected: 1'), 'The value of the X-A header holds a line break.'],
    [header('X-A', 'a\u0000b'), 'The value of the X-A header holds a character that cannot be sent in a header.'],
    [header('X-A', '日本'), 'The value of the X-A header holds a character that cannot be sent in a header.'],
    [header('X A', 'a'), 'A header name holds a character that is not allowed.'],
    [header('X-A\r\nB', 'a'), 'A header name holds a character that is not allowed.'],
    [header('Transfer-Encoding', 'chunked'), 'The Transfer-Encoding header is set by Gatewright itself.'],
    [header('content-length', '5'), 'The content-length header is set by Gatewright itself.'],
  ])('refuses the header %j without repeating its value', (line, sentence) => {
    const failure = failureOf(() => prepare({ headers: [line] }));
    expect(failure).toMatchObject({ code: 'DRAFT_INVALID', message: sentence });
  });

  it('sees a line break that a variable brings in', () => {
    const failure = failureOf(() => prepare({ headers: [header('X-A', '{{v}}b')] }, { v: 'a\r\nX: y' }));
    expect(failure.code).toBe('DRAFT_INVALID');
  });

  it('ignores headers that are switched off or have no name', () => {
    expect(prepare({ headers: [header('X A', 'bad', false), header('', 'x')] }).headers).toHaveLength(3);
  });
});
