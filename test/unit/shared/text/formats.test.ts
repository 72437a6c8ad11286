import { describe, expect, it } from 'vitest';
import { formatBytes } from '#shared/text/bytes.ts';
import { readContentType } from '#shared/text/content-type.ts';
import { decodeText } from '#shared/text/decode-text.ts';
import { formatDuration } from '#shared/text/duration.ts';
import { findHeader, findHeaders, formatHeaders } from '#shared/text/headers.ts';
import { readPem } from '#shared/text/pem.ts';
import { statusText } from '#shared/text/status-text.ts';
import { textPosition } from '#shared/text/text-position.ts';

it.each([
  [0, '0 ms'],
  [0.42, '0.4 ms'],
  [12, '12 ms'],
  [181.6, '182 ms'],
  [999.4, '999 ms'],
  [999.6, '1 s'],
  [1_240, '1.2 s'],
  [59_900, '59.9 s'],
  [59_990, '1 m'],
  [60_000, '1 m'],
  [252_000, '4 m 12 s'],
  [42_120_000, '11 h 42 m'],
  [3_600_000, '1 h'],
  [71 * 86_400_000, '71 days'],
  [-5, '0 ms'],
])('says %f ms as %s', (ms, said) => {
  expect(formatDuration(ms)).toBe(said);
});

it.each([
  [0, '0 B'],
  [66, '66 B'],
  [999, '999 B'],
  [1_000, '1 kB'],
  [1_240, '1.2 kB'],
  [12_345, '12 kB'],
  [999_999, '1 MB'],
  [1_200_000, '1.2 MB'],
  [50_000_000, '50 MB'],
])('says %i bytes as %s', (bytes, said) => {
  expect(formatBytes(bytes)).toBe(said);
});

it.each([
  ['application/json;charset=UTF-8', 'json', 'utf-8'],
  ['application/problem+json', 'json', null],
  ['text/xml; charset="ISO-8859-1"', 'xml', 'iso-8859-1'],
  ['application/soap+xml', 'xml', null],
  ['text/html', 'html', null],
  ['image/svg+xml', 'image', null],
  ['text/plain', 'text', null],
  ['application/x-www-form-urlencoded', 'form', null],
  ['application/octet-stream', 'binary', null],
  ['nonsense', 'unknown', null],
  [null, 'unknown', null],
] as const)('reads the content type %j as %s', (value, kind, charset) => {
  expect(readContentType(value)).toMatchObject({ kind, charset });
});

describe('headers', () => {
  const headers = [
    { name: 'Set-Cookie', value: 'a=1' },
    { name: 'X-Y', value: '' },
    { name: 'set-cookie', value: 'b=2' },
  ];

  it('are found whatever their case, and keep their order', () => {
    expect(findHeader(headers, 'SET-COOKIE')).toBe('a=1');
    expect(findHeader(headers, 'x-y')).toBe('');
    expect(findHeader(headers, 'absent')).toBeNull();
    expect(findHeaders(headers, 'Set-Cookie')).toEqual(['a=1', 'b=2']);
    expect(formatHeaders(headers)).toBe('Set-Cookie: a=1\nX-Y: \nset-cookie: b=2');
  });
});

it('knows reason phrases, and none for what is not registered', () => {
  expect([201, 403, 299].map(statusText)).toEqual(['Created', 'Forbidden', '']);
});

it('reads a file by its byte order mark', () => {
  const text = '{"a": "é"}';
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
  expect(decodeText(Buffer.from(text))).toBe(text);
  expect(decodeText(Buffer.from(`\ufeff${text}`))).toBe(text);
  expect(decodeText(utf16)).toBe(text);
  expect(decodeText(Buffer.from(utf16).swap16())).toBe(text);
});

it('counts lines and columns from one, whatever ends a line', () => {
  const text = 'a\nbc\r\nd\re';
  expect([0, 2, 3, 6, 8].map((offset) => textPosition(text, offset))).toEqual([
    { line: 1, column: 1 },
    { line: 2, column: 1 },
    { line: 2, column: 2 },
    { line: 3, column: 1 },
    { line: 4, column: 1 },
  ]);
});

describe('readPem', () => {
  const whole = `-----BEGIN CERTIFICATE-----\n${'QUJD'.repeat(16)}\nREVG\n-----END CERTIFICATE-----\n`;

  it.each([
    ['as it is', whole],
    ['with escaped line breaks', whole.replaceAll('\n', '\\n')],
    ['with escaped Windows line breaks', whole.replaceAll('\n', '\\r\\n')],
    ['with spaces for line breaks', whole.replaceAll('\n', ' ')],
    ['with text around it', `subject=/CN=x\n${whole}bye`],
  ])('brings a block into its canonical lines: %s', (_how, pasted) => {
    expect(readPem(pasted)).toEqual({ text: whole, labels: ['CERTIFICATE'] });
  });

  it.each([whole.slice(0, -20), whole + whole.slice(0, 60), 'QUJD', ''])('refuses a cut block', (text) => {
    expect(readPem(text)).toBeNull();
  });
});
