import type { HeaderLine } from '../model/exchange.ts';
import { findHeader } from './headers.ts';
import { quoteFor, type Shell } from './shell-quote.ts';

/** A call as curl would make it. */
export type CurlCall = {
  method: string;
  url: string;
  /** Those set by us: not Host, Connection and Content-Length, which curl sets as we do. */
  headers: readonly HeaderLine[];
  body: string | null;
  /** Files a person has to put there; null for a call without a client certificate. */
  certificate?: { certificateFile: string; keyFile: string } | null;
  /** A file with further certificate authorities; null for none. */
  caFile?: string | null;
  /** Address of a proxy, without its login; `none` for a direct way; null leaves it to curl. */
  proxy?: string | null;
};

/** What is taken at most: by Linux as one argument, by cmd.exe and by Windows as a whole line. */
const longest: Readonly<Record<Shell, number>> = { bash: 131_071, cmd: 8_191, powershell: 32_766 };

/**
 * The call as one command for a shell's prompt: the same method, address, headers and body. HTTP/1.1, no redirects followed,
 * and brackets and dots in the address left alone, as we do. Where the shell cannot carry it, a remark that says so.
 */
export function curlLine(shell: Shell, call: CurlCall): string {
  const quoted = argumentsOf(call).map((one) => one.map((text) => quoteFor(shell, text)));
  if (quoted.flat().includes(null)) return remark(shell, 'The call holds a character that this shell cannot carry.');
  const [first = '', ...rest] = [[shell === 'bash' ? 'curl' : 'curl.exe'], ...quoted].map((one) => one.join(' '));
  const { before, between, after } = frames[shell];
  const line = before + [first, ...rest].join(between) + after;
  return line.length > longest[shell] ? remark(shell, 'The call is too long for a command line.') : line;
}

const frames: Readonly<Record<Shell, { before: string; between: string; after: string }>> = {
  bash: { before: '', between: ' \\\n  ', after: '' },
  cmd: { before: '', between: ' ^\n  ', after: '' },
  powershell: { before: "& { $PSNativeCommandArgumentPassing = 'Legacy'; ", between: ' `\n  ', after: ' }' },
};

/** One list per line: an option and its value. */
function argumentsOf({ method, url, headers, body, ...way }: CurlCall): string[][] {
  return [
    ['--http1.1', '--globoff', '--path-as-is', ...(way.proxy === 'none' ? ['--noproxy', '*'] : [])],
    ...(way.proxy && way.proxy !== 'none' ? [['--proxy', way.proxy]] : []),
    ...(way.certificate ? [['--cert', way.certificate.certificateFile, '--key', way.certificate.keyFile]] : []),
    ...(way.caFile ? [['--cacert', way.caFile]] : []),
    ...methodArguments(method, body),
    ['--url', url],
    ...headers.map(headerArguments),
    ...bodyArguments(method, headers, body),
  ];
}

function methodArguments(method: string, body: string | null): string[][] {
  if (method === 'HEAD' && body === null) return [['--head']];
  const isDefault = method === (body === null ? 'GET' : 'POST');
  return isDefault ? [] : [['--request', method]];
}

/** curl leaves a header without a value out, unless it ends in a semicolon. */
function headerArguments({ name, value }: HeaderLine): string[] {
  return ['--header', value === '' ? `${name};` : `${name}: ${value}`];
}

function bodyArguments(method: string, headers: readonly HeaderLine[], body: string | null): string[][] {
  if (body === null) return ['POST', 'PUT', 'PATCH'].includes(method) ? [['--header', 'content-length: 0']] : [];
  // Without these curl claims that every body is a form, and asks before it sends a large one.
  const isTyped = findHeader(headers, 'content-type') !== null;
  return [...(isTyped ? [] : [['--header', 'content-type:']]), ['--header', 'expect:'], ['--data-raw', body]];
}

function remark(shell: Shell, sentence: string): string {
  return `${shell === 'cmd' ? 'rem' : '#'} ${sentence}`;
}
