import type { HeaderLine } from '#shared/model/exchange.ts';
import { findHeader } from '#shared/text/headers.ts';
import type { EntryDraft } from './entry-draft.ts';

/** The entries as a HAR 1.2 that other tools open, too; what only Gatewright reads stands in `_gatewright`. */
export function writeHar(entries: readonly EntryDraft[], version: string): string {
  const creator = { name: 'Gatewright', version };
  return `${JSON.stringify({ log: { version: '1.2', creator, entries: entries.map(harEntry) } }, null, 2)}\n`;
}

function harEntry(draft: EntryDraft) {
  const { extension, method, url, requestHeaders, responseHeaders, requestBody, responseBody } = draft;
  const { timings, startedAt, peer } = extension;
  const size = (ms: number | null) => ms ?? -1;
  const total = (timings.connectMs ?? 0) + (timings.tlsMs ?? 0);
  const isConnected = timings.connectMs !== null || timings.tlsMs !== null;
  return {
    startedDateTime: new Date(startedAt).toISOString(),
    time: timings.totalMs,
    request: {
      method,
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: requestHeaders,
      queryString: queryOf(url),
      ...(requestBody === null ? {} : { postData: { mimeType: mimeOf(requestHeaders), text: requestBody } }),
      headersSize: -1,
      bodySize: extension.requestBytes,
    },
    response: {
      status: draft.status ?? 0,
      statusText: draft.statusText,
      httpVersion: draft.status === null ? '' : 'HTTP/1.1',
      cookies: [],
      headers: responseHeaders,
      content: {
        size: extension.responseBytes ?? 0,
        mimeType: mimeOf(responseHeaders),
        ...(responseBody === null ? {} : { text: responseBody }),
      },
      redirectURL: findHeader(responseHeaders, 'location') ?? '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    // HAR counts the handshake into `connect`, and has no -1 for the last three.
    timings: {
      dns: size(timings.lookupMs),
      connect: isConnected ? total : -1,
      ssl: size(timings.tlsMs),
      send: 0,
      wait: timings.waitMs ?? 0,
      receive: timings.downloadMs ?? 0,
    },
    ...(peer === null ? {} : { serverIPAddress: peer.address }),
    _gatewright: extension,
  };
}

/** HAR wants the query taken apart, too. */
function queryOf(url: string): HeaderLine[] {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? '';
  return [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }));
}

function mimeOf(headers: readonly HeaderLine[]): string {
  return findHeader(headers, 'content-type') ?? '';
}
