import type { HeaderLine } from '../model/exchange.ts';
import { findHeader } from '../text/headers.ts';
import {
  byteLength,
  type ImportedExchange,
  importedCall,
  mostExchanges,
  type TrafficReading,
} from './imported-exchange.ts';

const requestLine = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\S+) HTTP\/[\d.]+$/;
const statusLine = /^HTTP\/[\d.]+ (\d{3})(?: (.*))?$/;

/** Requests and answers as they go over the wire: the raw log of Postman's console, the raw view of a proxy. */
export function readRawHttp(text: string): TrafficReading | null {
  const lines = text.split(/\r\n|\n/);
  const starts = lines.flatMap((line, at) => (requestLine.test(line.trim()) ? [at] : []));
  if (starts.length === 0 || lines.slice(0, starts[0]).some((line) => line.trim() !== '')) return null;
  const exchanges = starts
    .slice(0, mostExchanges)
    .map((at, n) => readOne(lines.slice(at, starts[n + 1] ?? lines.length)));
  const count = exchanges.length === 1 ? '1 exchange' : `${exchanges.length} exchanges`;
  return { ok: true, format: 'postman', words: `a raw log with ${count}`, exchanges, notes: [] };
}

function readOne(lines: string[]): ImportedExchange {
  const answerAt = lines.findIndex((line) => statusLine.test(line.trim()));
  const request = readMessage(lines.slice(0, answerAt === -1 ? undefined : answerAt));
  const [method = 'GET', target = '/'] = (lines[0] ?? '').split(' ');
  const host = findHeader(request.headers, 'host') ?? 'unknown.invalid';
  // The wire does not say whether it was encrypted; a port of 80 or this machine itself speak for plain HTTP.
  const scheme = /:80$|:8080$|^localhost|^127\./.test(host) ? 'http' : 'https';
  const url = /^https?:/i.test(target) ? target : `${scheme}://${host}${target}`;
  const answer = answerAt === -1 ? null : readMessage(lines.slice(answerAt));
  const [, status = '', statusText = ''] =
    answerAt === -1 ? [] : (statusLine.exec((lines[answerAt] ?? '').trim()) ?? []);
  return importedCall(method, url, {
    headers: request.headers,
    body: request.body,
    response: answer && {
      status: Number(status),
      statusText,
      headers: answer.headers,
      body: answer.body,
      bodyBytes: byteLength(answer.body),
      isComplete: true,
    },
  });
}

function readMessage([, ...lines]: string[]): { headers: HeaderLine[]; body: string | null } {
  const blank = lines.findIndex((line) => line.trim() === '');
  const head = blank === -1 ? lines : lines.slice(0, blank);
  const headers = head.flatMap((line) => {
    const colon = line.indexOf(':');
    return colon < 1 ? [] : [{ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }];
  });
  const body =
    blank === -1
      ? ''
      : lines
          .slice(blank + 1)
          .join('\n')
          .trimEnd();
  return { headers, body: body === '' ? null : body };
}
