import { z } from 'zod';
import { SecretState } from './connection.ts';

/** `system` asks the host (environment variables, PAC on desktop). */
const ProxySetting = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('system') }),
  z.object({ mode: z.literal('none') }),
  z.object({
    mode: z.literal('fixed'),
    /** Without user and password. */
    url: z.url(),
    /** Comma-separated, in the manner of NO_PROXY. */
    noProxy: z.string(),
    /** Whom the proxy is told, with a password that is in the vault; absent or empty for a proxy without a login. */
    username: z.string().optional(),
  }),
]);

const fields = {
  theme: z.enum(['system', 'light', 'dark']),
  /** One deadline over the whole exchange, redirects and body included. */
  deadlineMs: z.number().int().min(1_000).max(3_600_000),
  proxy: ProxySetting,
  /** The vault locks itself after this long without a call; 0 never does. */
  lockVaultAfterMs: z.number().int().min(0),
};

export const Settings = z.object({
  ...fields,
  proxy: fields.proxy.default({ mode: 'system' }),
  lockVaultAfterMs: fields.lockVaultAfterMs.default(0),
});
export type Settings = z.infer<typeof Settings>;

/** The settings as the screens see them. */
export const SettingsView = Settings.extend({
  /** Of the password of the proxy; `not-needed` where the settings name no proxy, or no user for it. */
  proxySecretState: SecretState,
});
export type SettingsView = z.infer<typeof SettingsView>;

/** Some of the settings. Without the defaults above, which would reset whatever a change does not name. */
export const SettingsChange = z.object(fields).partial();
export type SettingsChange = z.infer<typeof SettingsChange>;

export const defaultSettings: Settings = {
  theme: 'system',
  deadlineMs: 60_000,
  proxy: { mode: 'system' },
  lockVaultAfterMs: 0,
};
