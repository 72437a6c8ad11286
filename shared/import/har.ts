import type { HeaderLine, Peer, Timings } from '../model/exchange.ts';
import { findHeader } from '../text/headers.ts';
import { textOfBase64 } from './base64-body.ts';
import { importedFailure, type KnownFailure, knownFailure } from './failure-table.ts';
import { type BundleEntry, readBundleEntry } from './har-bundle.ts';
import { withheldMarks } from './har-withheld.ts';
import {
  byteLength,
  cutBody,
  type ImportedExchange,
  type ImportedResponse,
  importedCall,
  mostExchanges,
  type TrafficReading,
  unreadable,
} from './imported-exchange.ts';
import {
  headerLines,
  type JsonObject,
  listMember,
  memberOf,
  momentOf,
  numberMember,
  objectOf,
  textMember,
} from './json.ts';

/** Whether a JSON value is meant as a HAR (HTTP Archive 1.2). */
export function isHar(value: JsonObject): boolean {
  return objectOf(memberOf(value, 'log')) !== null && Array.isArray(memberOf(memberOf(value, 'log'), 'entries'));
}

/** Reads a HAR of a browser or a tool. What an entry lacks, its exchange lacks: nothing of HAR is required but the URL. */
export function readHar(value: JsonObject): TrafficReading {
  const log = memberOf(value, 'log');
  const entries = listMember(log, 'entries');
  const tool = toolOf(log);
  const read = entries.slice(0, mostExchanges).flatMap((entry) => readEntry(entry, tool.name) ?? []);
  if (read.length === 0)
    return unreadable('The HAR holds no calls.', 'Record the calls again with the network tab open.');
  const isBundle = read.some(({ record }) => record !== null);
  const marks = isBundle ? { exchanges: read, notes: [] } : withheldMarks(read, tool.isBrowser);
  const count = read.length === 1 ? '1 exchange' : `${read.length} exchanges`;
  return {
    ok: true,
    format: isBundle ? 'bundle' : 'har',
    words: isBundle ? `a support bundle with ${count}` : `a HAR of ${tool.words} with ${count}`,
    exchanges: marks.exchanges,
    notes: [...marks.notes, ...notesOn(entries.length, Math.min(entries.length, mostExchanges) - read.length)],
  };
}

function notesOn(total: number, skipped: number): string[] {
  const over = total - mostExchanges;
  return [
    ...(over > 0 ? [`It holds ${total} calls; the first ${mostExchanges} were read.`] : []),
    ...(skipped > 0 ? [`Entries that are no calls over HTTP were left out: ${skipped}.`] : []),
  ];
}

type Tool = { name: string; words: string; isBrowser: boolean };

function toolOf(log: unknown): Tool {
  const creator = memberOf(log, 'creator');
  const browser = memberOf(log, 'browser');
  const named = textMember(browser, 'name') ?? textMember(creator, 'name') ?? '';
  const version = textMember(browser, 'version') ?? textMember(creator, 'version') ?? '';
  // Chrome and Edge call their recorder WebInspector and give WebKit's version, which has not changed since 2013.
  if (/^WebInspector/i.test(named)) return { name: 'the browser', words: 'Chrome or Edge', isBrowser: true };
  if (/WebKit|Safari/i.test(named)) return { name: 'Safari', words: 'Safari', isBrowser: true };
  const major = /^\d+/.exec(version)?.[0] ?? '';
  const name = named
    .slice(0, 40)
    .replaceAll(/[^\w .()-]/g, '')
    .trim();
  if (name === '') return { name: 'the tool', words: 'an unnamed tool', isBrowser: false };
  return { name, words: `${name} ${major}`.trim(), isBrowser: /firefox|chrom|edge|opera/i.test(name) };
}

function readEntry(entry: unknown, tool: string): ImportedExchange | null {
  const request = memberOf(entry, 'request');
  const url = textMember(request, 'url');
  if (url === null || !/^https?:/i.test(url)) return null;
  const body = requestBody(memberOf(request, 'postData'));
  const answer = memberOf(entry, 'response');
  const failure = failureOf(entry, answer);
  const bundled = readBundleEntry(memberOf(entry, '_gatewright'));
  const response = responseOf(answer, failure);
  const method = (textMember(request, 'method') ?? 'GET').toUpperCase();
  const call = importedCall(method, url.replace(/#.*$/s, ''), {
    startedAt: momentOf(memberOf(entry, 'startedDateTime')),
    headers: requestHeaders(request),
    body,
    // A browser leaves large bodies out of the file and keeps their size.
    bodyBytes: Math.max(byteLength(body), numberMember(request, 'bodySize') ?? 0),
    response,
    failure: failure === null ? null : importedFailure(failure.code, failure.phase, tool),
    doubts: failure?.doubts ?? [],
    timings: timingsOf(entry),
    peer: peerOf(entry, request),
    notes: notesOfEntry(memberOf(request, 'postData'), answer),
  });
  return bundled === null ? call : asBundled(call, bundled);
}

/** What a bundle says itself is taken as it is. */
function asBundled(call: ImportedExchange, { exchange, record }: BundleEntry): ImportedExchange {
  const response = call.response && { ...call.response, ...exchange.response };
  return { ...call, ...exchange, response, record, doubts: [...exchange.doubts] };
}

/** HTTP/2 has the host as a pseudo header, and some tools keep cookies only in their own list. */
function requestHeaders(request: unknown): HeaderLine[] {
  const lines = headerLines(listMember(request, 'headers')).filter(
    ({ name }) => !/^:(?:method|path|scheme)$/.test(name),
  );
  const headers = lines.map((line) => (line.name === ':authority' ? { name: 'Host', value: line.value } : line));
  const cookies = headerLines(listMember(request, 'cookies')).map(({ name, value }) => `${name}=${value}`);
  if (cookies.length === 0 || findHeader(headers, 'cookie') !== null) return headers;
  return [...headers, { name: 'Cookie', value: cookies.join('; ') }];
}

function requestBody(postData: unknown): string | null {
  const text = textMember(postData, 'text');
  const isBase64 = textMember(postData, 'encoding') === 'base64';
  if (text !== null && text !== '') return isBase64 ? (textOfBase64(text) ?? text) : text;
  const fields = headerLines(listMember(postData, 'params'));
  if (fields.length === 0) return text;
  // Chrome keeps a field as it was sent, Firefox decoded; what is encoded already is left alone.
  return fields.map(({ name, value }) => `${encode(name)}=${encode(value)}`).join('&');
}

function encode(text: string): string {
  return /%[0-9a-f]{2}/i.test(text) ? text : encodeURIComponent(text.replaceAll(/\p{Cs}/gu, '\ufffd'));
}

function failureOf(entry: unknown, answer: unknown): KnownFailure | null {
  const status = numberMember(answer, 'status') ?? 0;
  const words = ['_error', '_failureText', 'comment', 'statusText']
    .flatMap((name) => [textMember(answer, name), textMember(entry, name)])
    .filter((text) => text !== null && text !== '')
    .join(' ');
  const isBroken = /net::ERR_|NS_(?:ERROR|BINDING)_/.test(words);
  if (status > 0 && !isBroken) return null;
  const known = knownFailure(words);
  if (status > 0) return known?.phase === 'download' ? known : null;
  return known ?? { code: 'NO_ANSWER_RECORDED', phase: 'wait', doubts: [] };
}

function responseOf(answer: unknown, failure: KnownFailure | null): ImportedResponse | null {
  const status = numberMember(answer, 'status') ?? 0;
  if (status < 100) return null;
  const content = memberOf(answer, 'content');
  const text = textMember(content, 'text');
  const decoded = text !== null && textMember(content, 'encoding') === 'base64' ? textOfBase64(text) : text;
  const { text: body, isCut } = cutBody(decoded ?? '');
  const headers = headerLines(listMember(answer, 'headers'));
  const location = textMember(answer, 'redirectURL');
  const isRedirect = location !== null && location !== '' && findHeader(headers, 'location') === null;
  return {
    status,
    statusText: textMember(answer, 'statusText') ?? '',
    headers: isRedirect ? [...headers, { name: 'Location', value: location }] : headers,
    body: body === '' ? null : body,
    bodyBytes: Math.max(0, numberMember(content, 'size') ?? 0, isCut ? 0 : byteLength(body)),
    isComplete: failure === null,
  };
}

function notesOfEntry(postData: unknown, answer: unknown): ImportedExchange['notes'] {
  const size = numberMember(memberOf(answer, 'content'), 'size') ?? 0;
  const hasText = (textMember(memberOf(answer, 'content'), 'text') ?? '') !== '';
  const isSent = objectOf(postData) !== null && requestBody(postData) === null;
  return [
    ...(size > 0 && !hasText ? [{ text: 'the answer’s body is not in the file', source: 'HAR' }] : []),
    ...(isSent ? [{ text: 'the body that was sent is not in the file', source: 'HAR' }] : []),
  ];
}

/** HAR counts the handshake into `connect`, and writes -1 for what did not happen. */
function timingsOf(entry: unknown): Timings {
  const timings = memberOf(entry, 'timings');
  const of = (name: string) => {
    const ms = numberMember(timings, name);
    return ms === null || ms < 0 ? null : ms;
  };
  const [connect, tls] = [of('connect'), of('ssl')];
  const steps = [of('blocked'), of('dns'), connect, of('send'), of('wait'), of('receive')];
  const time = numberMember(entry, 'time');
  return {
    lookupMs: of('dns'),
    connectMs: connect === null ? null : Math.max(0, connect - (tls ?? 0)),
    tlsMs: tls,
    waitMs: of('wait'),
    downloadMs: of('receive'),
    totalMs: time !== null && time >= 0 ? time : steps.reduce<number>((sum, ms) => sum + (ms ?? 0), 0),
    isConnectionReused: timings !== undefined && connect === null && of('wait') !== null,
  };
}

function peerOf(entry: unknown, request: unknown): Peer | null {
  const address = textMember(entry, 'serverIPAddress')?.replaceAll(/[[\]]/g, '') ?? '';
  if (!/^[\da-f.:]+$/i.test(address)) return null;
  const url = URL.parse(textMember(request, 'url') ?? '');
  const port = Number(url?.port || (url?.protocol === 'http:' ? 80 : 443));
  return { address, port, tlsProtocol: null, certificate: null };
}
