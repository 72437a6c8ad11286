import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { GateCount, HistoryEntry } from '#shared/model/history-entry.ts';
import { client, orpc } from '../../app/client.ts';
import { queryClient } from '../../app/queries.ts';
import { type Action, useAction } from '../../app/use-action.ts';

const pageSize = 100;
const firstPage: number | null = null;

/** Entries that hold the words of `search` and were stopped at that gate, newest first, page by page; null is any. */
export function useHistory({ search, stoppedAt }: { search: string; stoppedAt: string | null }) {
  const query = useInfiniteQuery(
    orpc.history.list.infiniteOptions({
      input: (cursor: number | null) => ({ search, stoppedAt, cursor, limit: pageSize }),
      initialPageParam: firstPage,
      getNextPageParam: (page) => page.cursor,
      placeholderData: (before) => before,
    }),
  );
  const entries: HistoryEntry[] = query.data?.pages.flatMap((page) => page.entries) ?? [];
  return { ...query, entries, total: query.data?.pages.at(-1)?.total ?? 0 };
}

/** The gates that stopped entries, the most frequent first. */
export function useStops(): readonly GateCount[] {
  return useQuery(orpc.history.stops.queryOptions()).data ?? noStops;
}

const noStops: readonly GateCount[] = [];

/** How many entries there are; null while unknown. */
export function useHistoryTotal(): number | null {
  const { data } = useQuery(orpc.history.list.queryOptions({ input: { search: '', cursor: null, limit: 1 } }));
  return data?.total ?? null;
}

/** One exchange out of history. */
export function useEntry(id: string | null) {
  return useQuery({ ...orpc.exchanges.get.queryOptions({ input: { id: id ?? '' } }), enabled: id !== null });
}

/** Removes an entry and its body. */
export function useRemoveEntry(): Action<string> {
  return useAction(async (id: string) => {
    await client.history.remove({ id });
    await refreshHistory();
  });
}

/** Removes every entry and body. */
export function useClearHistory(): Action<void> {
  return useAction(async () => {
    await client.history.clear();
    await refreshHistory();
  });
}

async function refreshHistory(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: orpc.history.key() });
}
