import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { VaultStatus } from '#shared/model/vault-status.ts';
import { client, orpc } from '../../app/client.ts';
import { queryClient } from '../../app/queries.ts';
import { type Action, useAction } from '../../app/use-action.ts';
import { useSettings } from '../settings/use-settings.ts';

const watchMs = 15_000;

/** Which vault is in use, and whether it is open. */
export function useVault() {
  return useQuery(orpc.vault.status.queryOptions());
}

/** Looks now and then whether the vault has locked itself, where it is told to; connections then say so too. */
export function useVaultWatch(): void {
  const { lockVaultAfterMs } = useSettings();
  const { data } = useQuery({
    ...orpc.vault.status.queryOptions(),
    refetchInterval: lockVaultAfterMs === 0 ? false : watchMs,
  });
  const isLocked = data?.isLocked;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it holds is out of reach, or back, when this changes
  useEffect(() => void refreshSecretStates(), [isLocked]);
}

/** What says of a secret where it is: the connections, and the proxy of the settings. */
async function refreshSecretStates(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: orpc.connections.key() }),
    queryClient.invalidateQueries({ queryKey: orpc.settings.key() }),
  ]);
}

/** Seals what the memory-only vault holds under a passphrase. */
export function useKeepSecrets(): Action<string> {
  return useAction(async (passphrase: string) => putStatus(await client.vault.keep({ passphrase })));
}

/** Opens a sealed vault; the passphrase is empty for one that the system's keychain opens. */
export function useUnlockVault(): Action<string> {
  return useAction(async (passphrase: string) => putStatus(await client.vault.unlock({ passphrase })));
}

/** Shuts a sealed vault now. */
export function useLockVault(): Action<void> {
  return useAction(async () => putStatus(await client.vault.lock()));
}

type PassphraseChange = Parameters<typeof client.vault.changePassphrase>[0];

/** Seals the vault under another passphrase. */
export function useChangePassphrase(): Action<PassphraseChange> {
  return useAction(async (change: PassphraseChange) => putStatus(await client.vault.changePassphrase(change)));
}

async function putStatus(status: VaultStatus): Promise<void> {
  queryClient.setQueryData(orpc.vault.status.queryKey(), status);
  await refreshSecretStates();
}
