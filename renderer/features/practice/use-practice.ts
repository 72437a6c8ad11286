import { useQuery } from '@tanstack/react-query';
import type { PracticeStatus } from '#shared/model/practice-status.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { client, downloadUrl, orpc } from '../../app/client.ts';
import { openOperation } from '../../app/drafts.ts';
import { queryClient } from '../../app/queries.ts';
import { updateApp } from '../../app/store.ts';
import { type Action, useAction } from '../../app/use-action.ts';

/** How the practice system stands. */
export function usePractice() {
  return useQuery(orpc.practice.status.queryOptions());
}

/** Starts the practice system and goes to the first call: listing its definitions. */
export function useStartPractising(): Action<void> {
  return useAction(startPractising);
}

/** Starts the practice system and opens a draft of `list-definitions` with its connection. */
export async function startPractising(): Promise<void> {
  const status = await startPractice();
  const connections = await queryClient.fetchQuery({ ...orpc.connections.list.queryOptions(), staleTime: 0 });
  const connection = connections.find(({ id }) => id === status.connectionId);
  if (connection === undefined) return;
  updateApp({ connectionId: connection.id });
  const first = systemOf(connection.system).operations.find(({ id }) => id === 'list-definitions');
  if (first !== undefined) openOperation(connection, first);
}

/** Starts the practice system without going anywhere. */
export function useStartPractice(): Action<void> {
  return useAction(async () => {
    await startPractice();
    await queryClient.invalidateQueries({ queryKey: orpc.connections.key() });
  });
}

/** Replaces the authorities of the practice service instance. */
export function useUpdateService(): Action<string[]> {
  return useAction(async (authorities: string[]) => {
    putStatus(await client.practice.updateService({ authorities }));
  });
}

/** Hands the service key to the user as a file: a save dialog, or the browser's download. */
export function useSaveServiceKey(): Action<void> {
  return useAction(async () => {
    const { downloadPath } = await client.practice.saveServiceKey();
    if (downloadPath === null) return;
    const link = document.createElement('a');
    link.href = await downloadUrl(downloadPath);
    link.download = '';
    link.click();
  });
}

async function startPractice(): Promise<PracticeStatus> {
  const status = await client.practice.start();
  putStatus(status);
  return status;
}

function putStatus(status: PracticeStatus): void {
  queryClient.setQueryData(orpc.practice.status.queryKey(), status);
}
