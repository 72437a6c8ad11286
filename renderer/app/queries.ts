import { QueryClient } from '@tanstack/react-query';
import type { ConnectionView } from '#shared/model/connection.ts';
import { orpc } from './client.ts';
import { tick } from './use-now.ts';

/**
 * The renderer's only cache of what the core knows. The core is local and says no by a named failure, so nothing is tried
 * again by itself and nothing is stale until something here changed it.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, networkMode: 'always' },
    // Variables of a mutation may hold a secret (a passphrase, a key file): nothing of them outlives the call.
    mutations: { retry: false, gcTime: 0, networkMode: 'always' },
  },
});

type PreviewedConnection = Pick<ConnectionView, 'isPractice' | 'system'>;

/** What a send, a renewed token or an import changes: connections (token, last use), history, practice. */
export async function refreshAfterExchange(): Promise<void> {
  tick();
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: orpc.connections.key() }),
    queryClient.invalidateQueries({ queryKey: orpc.history.key() }),
    queryClient.invalidateQueries({ queryKey: orpc.practice.key() }),
  ]);
}

/**
 * What a preview of a practice connection may have changed: it starts a system that is off, which then runs at other
 * addresses and has another secret.
 */
export async function refreshAfterPreview({ isPractice, system }: PreviewedConnection): Promise<void> {
  if (!isPractice || system === 'generic-http') return;
  const status = queryClient.getQueryData(orpc.practice.status.queryKey({ input: { system } }));
  if (status?.isRunning === true) return;
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: orpc.connections.key() }),
    queryClient.invalidateQueries({ queryKey: orpc.practice.key() }),
  ]);
}
