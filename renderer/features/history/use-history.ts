import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { HistoryEntry } from '#shared/model/history-entry.ts';
import { client, orpc } from '../../app/client.ts';
import { queryClient } from '../../app/queries.ts';
import { type Action, useAction } from '../../app/use-action.ts';

const pageSize = 100;
const firstPage: number | null = null;

/** Entries whose URL, headers or bodies hold the words of `search`, newest first, page by page. */
export function useHistory(search: string) {
  const query = useInfiniteQuery(
    orpc.history.list.infiniteOptions({
      input: (cursor: number | null) => ({ search, cursor, limit: pageSize }),
      initialPageParam: firstPage,
      getNextPageParam: (page) => page.cursor,
      placeholderData: (before) => before,
    }),
  );
  const entries: HistoryEntry[] = query.data?.pages.flatMap((page) => page.entries) ?? [];
  return { ...query, entries, total: query.data?.pages.at(-1)?.total ?? 0 };
}

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
