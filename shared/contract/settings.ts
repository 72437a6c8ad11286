import { z } from 'zod';
import { SettingsChange, SettingsView } from '../model/settings.ts';
import { procedure } from './base.ts';

export const settings = {
  get: procedure.output(SettingsView),
  /** A proxy of another address or user has no password until it is given. Fails with `CREDENTIAL_INVALID`. */
  update: procedure.input(SettingsChange).output(SettingsView),
  /**
   * Gives the proxy of the settings its password, or takes it away. It goes to the vault, and never back. Fails with
   * `CREDENTIAL_INVALID` where the settings name no user of a proxy.
   */
  setProxyPassword: procedure.input(z.object({ password: z.string().min(1).nullable() })).output(SettingsView),
};
