import type { Exchange, HeaderLine } from '#shared/model/exchange.ts';
import type { HistoryEntry } from '#shared/model/history-entry.ts';
import { maxIndexedCharacters } from './history-messages.ts';

/** The line an exchange has in the list. */
export function entryOf(exchange: Exchange): HistoryEntry {
  return {
    id: exchange.id,
    kind: exchange.kind,
    name: exchange.name,
    connectionId: exchange.connectionId,
    connectionName: exchange.connectionName,
    method: exchange.request.method,
    url: exchange.request.url,
    status: exchange.response?.status ?? null,
    failureCode: exchange.failure?.code ?? null,
    stoppedAt: exchange.report.stoppedAt,
    startedAt: exchange.startedAt,
    totalMs: exchange.timings.totalMs,
    bodyBytes: exchange.response?.bodyBytes ?? null,
  };
}

/** What an entry is found by: name, URL, headers and bodies, cut to the size that is indexed. */
export function searchTextOf(exchange: Exchange, bodyText: string): string {
  const { request, response } = exchange;
  const parts = [
    exchange.name,
    request.url,
    response === null ? '' : `${response.status} ${response.statusText}`,
    linesOf(request.headers),
    linesOf(response?.headers ?? []),
    // The sent body must leave room for the received one.
    (request.body ?? '').slice(0, maxIndexedCharacters / 2),
    bodyText,
  ];
  return parts.join('\n').slice(0, maxIndexedCharacters);
}

function linesOf(headers: HeaderLine[]): string {
  return headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
}
