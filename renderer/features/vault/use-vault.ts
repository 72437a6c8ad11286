import { useQuery } from '@tanstack/react-query';
import type { VaultStatus } from '#shared/model/vault-status.ts';
import { client, orpc } from '../../app/client.ts';
import { queryClient } from '../../app/queries.ts';
import { type Action, useAction } from '../../app/use-action.ts';

/** Which vault is in use, and whether it is open. */
export function useVault() {
  return useQuery(orpc.vault.status.queryOptions());
}

/** Seals what the memory-only vault holds under a passphrase. */
export function useKeepSecrets(): Action<string> {
  return useAction(async (passphrase: string) => putStatus(await client.vault.keep({ passphrase })));
}

/** Opens a sealed vault. */
export function useUnlockVault(): Action<string> {
  return useAction(async (passphrase: string) => putStatus(await client.vault.unlock({ passphrase })));
}

async function putStatus(status: VaultStatus): Promise<void> {
  queryClient.setQueryData(orpc.vault.status.queryKey(), status);
  await queryClient.invalidateQueries({ queryKey: orpc.connections.key() });
}
