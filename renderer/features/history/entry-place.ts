import type { HistoryEntry } from '#shared/model/history-entry.ts';

/** Where an entry went: path and query, with the host in front where no connection says whose it is. */
export function entryPlace({ url, connectionName }: Pick<HistoryEntry, 'url' | 'connectionName'>): string {
  const parsed = URL.parse(url);
  if (parsed === null) return url;
  return `${connectionName === null ? parsed.host : ''}${parsed.pathname}${parsed.search}`;
}
