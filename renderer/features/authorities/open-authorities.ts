import { addAuthorities } from '#shared/systems/sap-workflow/workbench/authority-plan.ts';
import { orpc } from '../../app/client.ts';
import { queryClient } from '../../app/queries.ts';
import { sharedValue } from '../../app/shared-value.ts';
import { updateApp } from '../../app/store.ts';
import { changeAuthorityList, loadAuthorityText } from './authority-texts.ts';

/** What another screen has just put into the file of a connection. */
const justAdded = sharedValue<{ connectionId: string; authorities: readonly string[] } | null>(null);

/**
 * Shows the authorities of a connection with these added to its file: what “Add to authorities” of a report does. What is
 * listed already stays once, and nothing is taken away.
 */
export async function openAuthorities(input: { connectionId: string; authorities: readonly string[] }): Promise<void> {
  const { connectionId, authorities } = input;
  updateApp({ view: 'authorities', connectionId });
  const connections = await queryClient.ensureQueryData(orpc.connections.list.queryOptions());
  const connection = connections.find(({ id }) => id === connectionId);
  if (connection === undefined || authorities.length === 0) return;
  await loadAuthorityText(connection);
  changeAuthorityList(connection, (list) => addAuthorities(list, authorities));
  justAdded.set({ connectionId, authorities });
}

/** What was added from elsewhere to this connection's file, until it is dismissed. */
export function useJustAdded(connectionId: string): readonly string[] {
  const added = justAdded.use();
  return added?.connectionId === connectionId ? added.authorities : [];
}

export function dismissJustAdded(): void {
  justAdded.set(null);
}
