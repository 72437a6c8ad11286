import type { HeaderLine, Hop } from '../model/exchange.ts';
import { findHeader, findHeaders } from '../text/headers.ts';
import { type CurlFacts, learn, newFacts, peerOfFacts } from './curl-facts.ts';
import { curlFailure } from './curl-failure.ts';
import { type CurlLine, isRequestLine } from './curl-lines.ts';
import { importedFailure } from './failure-table.ts';
import { byteLength, cutBody, type ImportedExchange, importedCall, noTimings } from './imported-exchange.ts';

/** What the options of the command say about the way. */
export type CurlAsked = {
  /** Null when the command is not known. */
  hasCertificate: boolean | null;
  /** Host and port; null when none is named. */
  proxy: string | null;
};

/** Of an output without its command. */
export const nothingKnown: CurlAsked = { hasCertificate: null, proxy: null };

/** One attempt of curl's, as far as it was read. */
type Attempt = {
  facts: CurlFacts;
  request: { method: string; target: string; headers: HeaderLine[] } | null;
  /** As it was known when the answer began: later remarks are about the next connection. */
  url: string | null;
  sentBody: string;
  response: { status: number; statusText: string; headers: HeaderLine[] } | null;
  isHeadOpen: boolean;
  /** The answer is one on the way: a redirect that was followed, or a challenge that was answered. */
  isPassed: boolean;
  hops: Hop[];
  first: { method: string; url: string; headers: HeaderLine[] } | null;
  body: string[];
  /** Of a trace, as they came: chunked, when the answer was. */
  bytes: string;
  error: string | null;
  isInTunnel: boolean;
};

/** Reads what curl printed for one command; several calls when it made several. */
export function readTranscript(lines: readonly CurlLine[], asked: CurlAsked = nothingKnown): ImportedExchange[] {
  const done: Attempt[] = [];
  let attempt = newAttempt(asked);
  for (const line of lines) {
    if (opensAnother(attempt, line)) {
      if (attempt.isPassed && line.kind === 'sent') {
        attempt = nextHop(attempt, asked);
      } else {
        done.push(attempt);
        attempt = newAttempt(asked);
      }
    }
    take(attempt, line);
  }
  done.push(attempt);
  return done.filter(isAny).map((one) => exchangeOf(one, asked.hasCertificate));
}

function newAttempt({ proxy }: CurlAsked): Attempt {
  return {
    facts: { ...newFacts(), proxy },
    request: null,
    url: null,
    sentBody: '',
    response: null,
    isHeadOpen: false,
    isPassed: false,
    hops: [],
    first: null,
    body: [],
    bytes: '',
    error: null,
    isInTunnel: false,
  };
}

function isAny({ request, response, error, facts }: Attempt): boolean {
  return (
    request !== null || response !== null || error !== null || facts.lines.some((line) => /resolve|connect/i.test(line))
  );
}

/** A call is over when the next one is sent, or when its connection is made ready after an answer or an error. */
function opensAnother(attempt: Attempt, { kind, text }: CurlLine): boolean {
  if (kind === 'sent') return attempt.response !== null && !attempt.isHeadOpen && isRequestLine(text);
  if (kind !== 'info' || attempt.isPassed) return false;
  const isBeginning =
    /^\s*(?:Trying |Host \S+ was resolved|Found bundle|Re-?using existing|Uses proxy env|Rebuilt URL)/i.test(text);
  return isBeginning && (attempt.error !== null || (attempt.response !== null && !attempt.isHeadOpen));
}

function nextHop(attempt: Attempt, asked: CurlAsked): Attempt {
  const { request, response, facts } = attempt;
  const url = attempt.url ?? '';
  const location = response === null ? '' : (findHeader(response.headers, 'location') ?? '');
  const isRedirect = response !== null && response.status >= 300 && response.status < 400;
  const hop = { method: request?.method ?? 'GET', url, status: response?.status ?? 0, location, dropped: [] };
  const first = attempt.first ?? { method: hop.method, url, headers: request?.headers ?? [] };
  // A login in several steps (`--anyauth`) asks the same address again; that is no hop, and the last request counts.
  const kept = isRedirect ? { hops: [...attempt.hops, hop], first } : { hops: attempt.hops, first: attempt.first };
  return { ...newAttempt(asked), ...kept, facts: { ...facts, lines: [] } };
}

function take(attempt: Attempt, { kind, text }: CurlLine): void {
  if (kind === 'info') takeInfo(attempt, text);
  else if (kind === 'sent') takeSent(attempt, text);
  else if (kind === 'received') takeReceived(attempt, text);
  else if (kind === 'data') takeData(attempt, text);
  else if (kind === 'sent-data') attempt.sentBody += text;
  else if (kind === 'bytes') attempt.bytes += attempt.isPassed || attempt.isInTunnel ? '' : text;
  else attempt.error ??= text;
}

function takeInfo(attempt: Attempt, text: string): void {
  learn(attempt.facts, text);
  if (/Issue another request to this URL|Ignoring the response-body/i.test(text)) attempt.isPassed = true;
}

function takeSent(attempt: Attempt, text: string): void {
  const [, method = '', target = ''] = /^([A-Z]+) (\S+) HTTP\/[\d.]+\s*$/.exec(text) ?? [];
  if (method === 'CONNECT') {
    attempt.isInTunnel = true;
    attempt.facts.hasTunnel = true;
    attempt.facts.proxy ??= attempt.facts.port === null ? 'proxy' : `${attempt.facts.address}:${attempt.facts.port}`;
  } else if (method !== '') {
    attempt.isInTunnel = false;
    attempt.request = { method, target, headers: [] };
  } else if (!attempt.isInTunnel) {
    const line = headerOf(text);
    if (line !== null) attempt.request?.headers.push(line);
  }
}

function takeReceived(attempt: Attempt, text: string): void {
  const [, digits = '', statusText = ''] = /^HTTP\/[\d.]+ (\d{3})(?: (.*))?$/.exec(text.trimEnd()) ?? [];
  const status = Number(digits);
  if (attempt.isInTunnel) {
    if (digits !== '') attempt.facts.proxyStatus = status;
    return;
  }
  if (digits !== '') {
    attempt.url ??= urlOf(attempt);
    // An interim answer (100, 103) is none.
    attempt.response = status < 200 ? null : { status, statusText, headers: [] };
    attempt.isHeadOpen = status >= 200;
  } else if (text.trim() === '') {
    attempt.isHeadOpen = false;
  } else {
    const line = headerOf(text);
    if (line !== null && attempt.isHeadOpen) attempt.response?.headers.push(line);
  }
}

/** Without `-v`, `-i` prints the head into the body. */
function takeData(attempt: Attempt, text: string): void {
  const isHead =
    /^HTTP\/[\d.]+ \d{3}(?: .*)?$/.test(text.trimEnd()) && attempt.body.every((line) => line.trim() === '');
  if ((isHead && attempt.request === null) || (attempt.isHeadOpen && attempt.request === null)) {
    takeReceived(attempt, text);
  } else if (attempt.response !== null && !attempt.isHeadOpen && !attempt.isPassed) {
    attempt.body.push(text);
  }
}

function headerOf(text: string): HeaderLine | null {
  const colon = text.indexOf(':', text.startsWith(':') ? 1 : 0);
  return colon < 1 ? null : { name: text.slice(0, colon).trim(), value: text.slice(colon + 1).trim() };
}

/** The address as far as the output tells it: curl prints the path and the host, and the scheme only in its remarks. */
function urlOf({ request, facts, error }: Attempt): string | null {
  if (request !== null && /^https?:\/\//i.test(request.target)) return request.target;
  const host = findHeader(request?.headers ?? [], 'host') ?? hostOfRemarks([...facts.lines, error ?? '']);
  if (host === null) return null;
  const isTls = facts.isTls || facts.port === 443 || /:443$/.test(host);
  return `${isTls ? 'https' : 'http'}://${host.replace(/:443$/, '')}${request?.target ?? '/'}`;
}

function hostOfRemarks(lines: string[]): string | null {
  for (const line of lines) {
    const [, host, port] =
      /(?:resolve host: |Host |connect to |Connected to )([\w.-]+)(?::(\d+)| (?:\([^)]*\) )?port (\d+))?/.exec(line) ??
      [];
    if (host !== undefined) return port === undefined || port === '443' ? host : `${host}:${port}`;
  }
  return null;
}

function bodyOf({ body, bytes, response }: Attempt): string {
  const isChunked = /chunked/i.test(findHeader(response?.headers ?? [], 'transfer-encoding') ?? '');
  const traced = isChunked ? (unchunked(bytes) ?? bytes) : bytes;
  return (traced === '' ? body.join('\n') : traced).replace(/[\r\n]+$/, '');
}

/** A trace shows the transfer encoding (RFC 9112, 7.1); null when it does not. */
function unchunked(text: string): string | null {
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const [head = '', size = ''] = /^([\da-f]{1,8})[^\r\n]{0,200}\r?\n/i.exec(text.slice(at, at + 220)) ?? [];
    if (head === '') return parts.length > 0 && text.slice(at).trim() === '' ? parts.join('') : null;
    const length = Number.parseInt(size, 16);
    if (length === 0) break;
    parts.push(text.slice(at + head.length, at + head.length + length));
    at += head.length + length;
    at += text.startsWith('\r\n', at) ? 2 : text.startsWith('\n', at) ? 1 : 0;
  }
  return parts.join('');
}

function exchangeOf(attempt: Attempt, hasClientCertificate: boolean | null): ImportedExchange {
  const { request, response, facts, first } = attempt;
  const end = { hasResponse: response !== null, hasRequest: request !== null, hasClientCertificate };
  const known = curlFailure({ ...end, error: attempt.error, facts });
  const { text, isCut } = cutBody(bodyOf(attempt));
  const announced = Number(findHeader(response?.headers ?? [], 'content-length') ?? Number.NaN);
  const tookMs = Number(/after (\d+) (?:ms|milliseconds)/.exec(attempt.error ?? '')?.[1] ?? 0);
  const sent = attempt.sentBody === '' ? null : attempt.sentBody.replace(/\r\n$/, '');
  const isDecoded = findHeaders(response?.headers ?? [], 'content-encoding').length === 0;
  return importedCall(first?.method ?? request?.method ?? 'GET', first?.url ?? attempt.url ?? urlOf(attempt) ?? '', {
    headers: first?.headers ?? request?.headers ?? [],
    body: sent,
    response: response && {
      ...response,
      body: text === '' ? null : text,
      bodyBytes: text === '' && isDecoded && announced > 0 ? announced : byteLength(text),
      isComplete: !isCut && known === null,
    },
    failure: known === null ? null : importedFailure(known.code, known.phase, 'curl'),
    doubts: known?.doubts ?? [],
    hops: attempt.hops,
    timings: { ...noTimings(tookMs), isConnectionReused: facts.isReused },
    peer: peerOfFacts(facts),
  });
}
