import { Settings, SettingsChange } from '../model/settings.ts';
import { procedure } from './base.ts';

export const settings = {
  get: procedure.output(Settings),
  update: procedure.input(SettingsChange).output(Settings),
};
