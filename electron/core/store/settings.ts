import { Failure } from '#core/failure.ts';
import { defaultSettings, Settings, type SettingsChange } from '#shared/model/settings.ts';
import { copyAside } from './data-folder.ts';
import { openDocument, type StoreOptions } from './documents.ts';

export type SettingsStore = {
  get(): Settings;
  /** Changes the given fields and returns the whole. Throws `STORE_FAILED` or `CREDENTIAL_INVALID`, changing nothing. */
  update(change: SettingsChange): Settings;
};

/** Opens `settings.json`. A field that does not fit falls back to its default, the others stay. */
export function openSettings(options: StoreOptions): SettingsStore {
  const document = openDocument('settings', 'The settings', options);
  const stored = document.initial ?? {};
  const { settings, badFields } = sortOut(stored);
  let current = settings;
  if (badFields.length > 0) {
    const asideName = copyAside(document.file);
    options.onNotice(
      `Settings that could not be read are back at their defaults: ${badFields.join(', ')}. The file is kept as ${asideName}.`,
    );
  }

  return {
    get: () => ({ ...current }),
    update: (change) => {
      refuseProxyPassword(change);
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const result = Settings.safeParse({ ...current, ...given });
      if (!result.success) throw new Failure('STORE_FAILED', 'The settings were not saved: a value is out of range.');
      document.write(result.data);
      current = result.data;
      return { ...current };
    },
  };
}

function sortOut(stored: Record<string, unknown>): { settings: Settings; badFields: string[] } {
  const candidate: Record<string, unknown> = { ...defaultSettings };
  const badFields: string[] = [];
  for (const [field, schema] of Object.entries(Settings.shape)) {
    if (!Object.hasOwn(stored, field)) continue;
    const result = schema.safeParse(stored[field]);
    if (result.success) candidate[field] = result.data;
    else badFields.push(field);
  }
  const settings = Settings.parse(candidate);
  // Written by hand: a password here would be shown.
  if (!hasLogin(settings.proxy)) return { settings, badFields };
  return { settings: { ...settings, proxy: defaultSettings.proxy }, badFields: [...badFields, 'proxy'] };
}

/** Settings are kept and shown in the clear, so a login has no place in an address. @throws Failure CREDENTIAL_INVALID */
function refuseProxyPassword({ proxy }: SettingsChange): void {
  if (proxy === undefined || !hasLogin(proxy)) return;
  const sentence = 'The proxy address carries a user name or password, which settings would keep in the clear.';
  const mend = 'Leave them out of the address, and give them in their own fields: the password then goes to the vault.';
  throw new Failure('CREDENTIAL_INVALID', sentence, {
    problems: [{ field: 'proxy.url', line: null, column: null, sentence, mend }],
  });
}

function hasLogin(proxy: Settings['proxy']): boolean {
  const url = proxy.mode === 'fixed' ? URL.parse(proxy.url) : null;
  return url !== null && (url.username !== '' || url.password !== '');
}
