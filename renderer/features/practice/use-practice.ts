import { useQueries, useQuery } from '@tanstack/react-query';
import type { PracticeStatus, PracticeSystem } from '#shared/model/practice-status.ts';
import { client, downloadUrl, orpc } from '../../app/client.ts';
import { openOperation } from '../../app/drafts.ts';
import { firstOperation } from '../../app/first-operation.ts';
import { queryClient } from '../../app/queries.ts';
import { updateApp } from '../../app/store.ts';
import { type Action, useAction } from '../../app/use-action.ts';

/** What can be practised. The model's own list stands in its zod schema, which the page need not carry. */
export const practiceSystems: readonly PracticeSystem[] = ['sap-workflow', 'magnus', 'process-server'];

/** How one practice system stands, as query options. */
export function practiceStatus(system: PracticeSystem) {
  return orpc.practice.status.queryOptions({ input: { system } });
}

/** How one practice system stands. */
export function usePractice(system: PracticeSystem) {
  return useQuery(practiceStatus(system));
}

/** How they all stand, as far as it is known. */
export function usePracticeSystems(): PracticeStatus[] {
  const answers = useQueries({ queries: practiceSystems.map(practiceStatus) });
  return answers.flatMap(({ data }) => (data === undefined ? [] : [data]));
}

/** Starts a practice system and goes to its first call. */
export function useStartPractising(system: PracticeSystem = 'sap-workflow'): Action<void> {
  return useAction(() => startPractising(system));
}

/** Starts a practice system and opens a draft of its first call, with its connection. */
export async function startPractising(system: PracticeSystem = 'sap-workflow'): Promise<void> {
  const status = await start(system);
  const connections = await queryClient.fetchQuery({ ...orpc.connections.list.queryOptions(), staleTime: 0 });
  const connection = connections.find(({ id }) => id === status.connectionId);
  if (connection === undefined) return;
  updateApp({ connectionId: connection.id });
  const first = firstOperation(connection.system);
  if (first !== undefined) openOperation(connection, first);
}

/** Starts a practice system without going anywhere. */
export function useStartPractice(): Action<PracticeSystem> {
  return useAction(async (system: PracticeSystem) => {
    await start(system);
    await refreshConnections();
  });
}

/** Replaces the authorities of SAP Workflow's practice service instance. */
export function useUpdateService(): Action<string[]> {
  return useAction(async (authorities: string[]) => {
    putStatus(await client.practice.updateService({ authorities }));
  });
}

/** Gives the connection of a practice system another user, or another kind of key. */
export function useLogInAs(system: PracticeSystem): Action<string> {
  return useAction(async (login: string) => {
    putStatus(await client.practice.logInAs({ system, login }));
    await refreshConnections();
  });
}

/** Turns one of a practice system's switches, which may give its connection another address. */
export function useSetSwitch(system: PracticeSystem): Action<{ id: string; isOn: boolean }> {
  return useAction(async ({ id, isOn }: { id: string; isOn: boolean }) => {
    putStatus(await client.practice.setSwitch({ system, id, isOn }));
    await refreshConnections();
  });
}

/** Turns off every fault of a practice system. */
export function useClearFaults(system: PracticeSystem): Action<void> {
  return useAction(async () => {
    putStatus(await client.practice.clearFaults({ system }));
    await refreshConnections();
  });
}

/** Hands one of a practice system's files to the user: a save dialog, or the browser's download. */
export function useSavePracticeFile(system: PracticeSystem): Action<string> {
  return useAction(async (file: string) => {
    const { downloadPath } = await client.practice.saveServiceKey({ system, file });
    if (downloadPath === null) return;
    const link = document.createElement('a');
    link.href = await downloadUrl(downloadPath);
    link.download = '';
    link.click();
  });
}

async function start(system: PracticeSystem): Promise<PracticeStatus> {
  const status = await client.practice.start({ system });
  putStatus(status);
  return status;
}

function putStatus(status: PracticeStatus): void {
  queryClient.setQueryData(practiceStatus(status.system).queryKey, status);
}

/** The connection of a practice system was made or changed, and with it what it would send. */
async function refreshConnections(): Promise<void> {
  void queryClient.invalidateQueries({ queryKey: orpc.tokens.key() });
  await queryClient.invalidateQueries({ queryKey: orpc.connections.key() });
}
