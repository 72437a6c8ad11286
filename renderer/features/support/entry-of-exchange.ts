import type { Exchange } from '#shared/model/exchange.ts';
import type { HistoryEntry } from '#shared/model/history-entry.ts';

/** The line an opened exchange has in the list. */
export function entryOfExchange(exchange: Exchange): HistoryEntry {
  const { id, kind, name, connectionId, connectionName, request, response, failure, report, startedAt } = exchange;
  return {
    id,
    kind,
    name,
    connectionId,
    connectionName,
    method: request.method,
    url: request.url,
    status: response?.status ?? null,
    failureCode: failure?.code ?? null,
    stoppedAt: report.stoppedAt,
    startedAt,
    totalMs: exchange.timings.totalMs,
    bodyBytes: response?.bodyBytes ?? null,
  };
}
