import { useQuery } from '@tanstack/react-query';
import type { ConnectionView } from '#shared/model/connection.ts';
import { client, orpc } from '../../app/client.ts';
import { queryClient, refreshAfterExchange } from '../../app/queries.ts';
import { appState, updateApp } from '../../app/store.ts';
import { type Action, useAction } from '../../app/use-action.ts';
import { tick } from '../../app/use-now.ts';

const noConnections: ConnectionView[] = [];

/** Every connection, in the order they were made. */
export function useConnections() {
  const { data, isPending, error, refetch } = useQuery(orpc.connections.list.queryOptions());
  return { connections: data ?? noConnections, isPending, error, refetch };
}

/** The connection with this id; null while it is unknown or gone. */
export function useConnection(id: string | null): ConnectionView | null {
  return useConnections().connections.find((connection) => connection.id === id) ?? null;
}

/** The connection in the bar: the chosen one, or the one used last. */
export function useActiveConnection(chosenId: string | null): ConnectionView | null {
  const { connections } = useConnections();
  const chosen = connections.find((connection) => connection.id === chosenId);
  return chosen ?? [...connections].sort((one, other) => lastTouched(other) - lastTouched(one))[0] ?? null;
}

type Change = Parameters<typeof client.connections.update>[0];

/** Changes anything of a connection but its secret. */
export function useUpdateConnection(): Action<Change> {
  return useAction(async (change: Change) => {
    putConnection(await client.connections.update(change));
  });
}

type SecretChange = Parameters<typeof client.connections.setSecret>[0];

/** Gives a connection another secret; what it had before is gone. Nothing of the input is kept here. */
export function useSetSecret(): Action<SecretChange> {
  return useAction(async (change: SecretChange) => {
    putConnection(await client.connections.setSecret(change));
  });
}

/** Makes a second connection with the same secret, and shows it. */
export function useDuplicateConnection(): Action<string> {
  return useAction(async (id: string) => {
    const made = await client.connections.duplicate({ id });
    await refreshConnections();
    updateApp({ view: 'connections', shownConnectionId: made.id, connectionId: made.id });
  });
}

/** Removes a connection with its secret and token; drafts that belonged to it keep their text. */
export function useRemoveConnection(): Action<string> {
  return useAction(async (id: string) => {
    await client.connections.remove({ id });
    const { connectionId } = appState();
    updateApp({ shownConnectionId: null, connectionId: connectionId === id ? null : connectionId });
    await refreshConnections();
  });
}

/** Fetches a new token for a connection, whatever the cache holds. */
export function useRenewToken(): Action<string> {
  return useAction(async (connectionId: string) => {
    try {
      await client.tokens.renew({ connectionId });
    } finally {
      await refreshAfterExchange();
    }
  });
}

export async function refreshConnections(): Promise<void> {
  tick();
  await queryClient.invalidateQueries({ queryKey: orpc.connections.key() });
}

function putConnection(changed: ConnectionView): void {
  queryClient.setQueryData(orpc.connections.list.queryKey(), (before) =>
    before?.map((connection) => (connection.id === changed.id ? changed : connection)),
  );
  // What would be sent follows from all that can be changed here.
  void queryClient.invalidateQueries({ queryKey: orpc.tokens.key() });
}

function lastTouched(connection: ConnectionView): number {
  return connection.lastUsedAt ?? connection.createdAt;
}
