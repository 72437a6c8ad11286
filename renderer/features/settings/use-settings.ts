import { useQuery } from '@tanstack/react-query';
import type { Settings, SettingsView } from '#shared/model/settings.ts';
import { client, orpc } from '../../app/client.ts';
import { queryClient } from '../../app/queries.ts';
import { type Action, useAction } from '../../app/use-action.ts';

// The model's own defaults stand beside its zod schema, which the page need not carry.
const defaultSettings: SettingsView = {
  theme: 'system',
  deadlineMs: 60_000,
  proxy: { mode: 'system' },
  lockVaultAfterMs: 0,
  proxySecretState: 'not-needed',
};

/** The settings; the defaults while they are not known. */
export function useSettings(): SettingsView {
  return useQuery(orpc.settings.get.queryOptions()).data ?? defaultSettings;
}

/** Changes some of the settings; the screen follows at once and goes back if they could not be kept. */
export function useUpdateSettings(): Action<Partial<Settings>> {
  return useAction(async (change: Partial<Settings>) => {
    const key = orpc.settings.get.queryKey();
    const before = queryClient.getQueryData(key);
    queryClient.setQueryData(key, { ...(before ?? defaultSettings), ...change });
    try {
      queryClient.setQueryData(key, await client.settings.update(change));
    } catch (error) {
      queryClient.setQueryData(key, before);
      throw error;
    }
  });
}

/** Gives the proxy of the settings its password, or takes it away (null). */
export function useSetProxyPassword(): Action<string | null> {
  return useAction(async (password: string | null) => {
    queryClient.setQueryData(orpc.settings.get.queryKey(), await client.settings.setProxyPassword({ password }));
  });
}
