import type { Problem } from '#shared/contract/errors.ts';
import type { Draft } from '#shared/model/draft.ts';
import { interpolate } from '#shared/text/interpolate.ts';
import { Failure } from '../failure.ts';

/** Where a header comes from decides what happens to it when a redirect leads elsewhere. */
export type PreparedHeader = { name: string; value: string; from: 'draft' | 'default' | 'credential' };

/** A call ready for the wire. */
export type PreparedRequest = {
  method: string;
  /** Without a fragment, which is never sent. */
  url: URL;
  headers: readonly PreparedHeader[];
  /** UTF-8; null when none is sent. */
  body: Uint8Array | null;
};

type Variables = Readonly<Record<string, string>>;
type Filled = { url: string; headers: { name: string; value: string }[]; body: string };

/**
 * Turns a draft into a call: variables replaced, defaults added. The credential is not in it yet.
 * @throws Failure VARIABLE_UNKNOWN, naming each variable and those there are; DRAFT_INVALID when it cannot be sent
 */
export function prepareRequest(draft: Draft, variables: Variables, version: string): PreparedRequest {
  const filled = fillIn(draft, variables);
  const url = readUrl(filled.url);
  const problems = filled.headers.flatMap(headerProblems).concat(repeatedHosts(filled.headers));
  const [first] = problems;
  if (first) throw new Failure('DRAFT_INVALID', first.sentence, { problems });
  return {
    method: draft.method,
    url,
    headers: withDefaults(
      filled.headers.map((header) => ({ ...header, from: 'draft' })),
      filled.body,
      version,
    ),
    body: filled.body === '' ? null : Buffer.from(filled.body),
  };
}

/** Adds what every call carries and the draft does not set itself. */
export function withDefaults(headers: PreparedHeader[], body: string, version: string): PreparedHeader[] {
  const defaults: [string, string][] = [
    ['accept', '*/*'],
    ['accept-encoding', 'gzip, deflate, br, zstd'],
    ['user-agent', `Gatewright/${version}`],
  ];
  if (/^\s*[[{]/.test(body)) defaults.push(['content-type', 'application/json']);
  const missing = defaults.filter(([name]) => !hasHeader(headers, name));
  return [...headers, ...missing.map(([name, value]): PreparedHeader => ({ name, value, from: 'default' }))];
}

export function hasHeader(headers: readonly { name: string }[], name: string): boolean {
  return headers.some((header) => header.name.toLowerCase() === name);
}

function fillIn(draft: Draft, variables: Variables): Filled {
  const unknown = new Map<string, Set<string>>();
  const fill = (text: string, field: string) => {
    const result = interpolate(text, variables);
    for (const name of result.unknown) unknown.set(name, (unknown.get(name) ?? new Set()).add(field));
    return result.text;
  };
  const filled = {
    url: fill(draft.url, 'url'),
    headers: draft.headers
      .filter(({ isEnabled, name }) => isEnabled && name.trim() !== '')
      .map(({ name, value }) => ({ name: name.trim(), value: fill(value, 'headers').trim() })),
    body: fill(draft.body, 'body'),
  };
  if (unknown.size > 0) throw unknownVariables(unknown, Object.keys(variables));
  return filled;
}

function unknownVariables(unknown: Map<string, Set<string>>, known: string[]): Failure {
  const names = [...unknown.keys()].map((name) => `{{${name}}}`);
  const there =
    known.length === 0 ? 'It has no variables.' : `It has ${known.map((name) => `{{${name}}}`).join(', ')}.`;
  const problems = [...unknown].flatMap(([name, fields]) =>
    [...fields].map((field): Problem => {
      const sentence = `{{${name}}} is not a variable of this connection.`;
      return { field, line: null, column: null, sentence, mend: there };
    }),
  );
  const are = names.length === 1 ? 'is not a variable' : 'are not variables';
  return new Failure('VARIABLE_UNKNOWN', `${names.join(', ')} ${are} of this connection. ${there}`, { problems });
}

function readUrl(text: string): URL {
  const trimmed = text.trim();
  const url = URL.canParse(trimmed) ? new URL(trimmed) : null;
  if (trimmed === '') throw invalidUrl('The address is empty.', 'Type an address that begins with https://.');
  if (url === null) throw invalidUrl('The address cannot be read.', 'An address looks like https://host/path.');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw invalidUrl(`An address beginning with ${url.protocol} cannot be called.`, 'Use https:// or http://.');
  }
  if (url.username !== '' || url.password !== '') {
    throw invalidUrl(
      'The address carries a user name or password, which would be kept in history.',
      'Take out what stands before the @ and set an Authorization header.',
    );
  }
  url.hash = '';
  return url;
}

function invalidUrl(sentence: string, mend: string): Failure {
  return new Failure('DRAFT_INVALID', sentence, {
    problems: [{ field: 'url', line: null, column: null, sentence, mend }],
  });
}

/** Headers that belong to the transport: a draft that set them could contradict what is really sent. */
const transportHeaders = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);

/** What keeps a header from being sent. Names the header, never its value. */
export function headerProblems({ name, value }: { name: string; value: string }): Problem[] {
  const problem = (sentence: string, mend: string): Problem => ({
    field: 'headers',
    line: null,
    column: null,
    sentence,
    mend,
  });
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) {
    return [problem('A header name holds a character that is not allowed.', 'Letters, digits and hyphens are safe.')];
  }
  if (transportHeaders.has(name.toLowerCase())) {
    return [problem(`The ${name} header is set by Gatewright itself.`, 'Remove it from the draft.')];
  }
  if (/[\r\n]/.test(value)) {
    return [problem(`The value of the ${name} header holds a line break.`, 'Put it on one line.')];
  }
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) {
    const sentence = `The value of the ${name} header holds a character that cannot be sent in a header.`;
    return [problem(sentence, 'Only Latin-1 text without control characters can.')];
  }
  return [];
}

function repeatedHosts(headers: readonly { name: string }[]): Problem[] {
  if (headers.filter(({ name }) => name.toLowerCase() === 'host').length < 2) return [];
  const sentence = 'The Host header stands there twice.';
  return [{ field: 'headers', line: null, column: null, sentence, mend: 'Keep one of them.' }];
}
