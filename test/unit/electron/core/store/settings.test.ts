import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSettings } from '#core/store/settings.ts';
import { defaultSettings } from '#shared/model/settings.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

function openIn(dataDir: string) {
  const notices: string[] = [];
  return { settings: openSettings({ dataDir, onNotice: (sentence) => notices.push(sentence) }), notices };
}

describe('openSettings', () => {
  it('has the defaults at first and what was changed after opening again', async () => {
    const dataDir = await temporaryFolder();
    const { settings } = openIn(dataDir);
    expect(settings.get()).toEqual(defaultSettings);
    expect(settings.update({ theme: 'dark' })).toEqual({ ...defaultSettings, theme: 'dark' });
    expect(settings.update({ theme: undefined, deadlineMs: 5_000 })).toEqual({
      ...defaultSettings,
      theme: 'dark',
      deadlineMs: 5_000,
    });
    expect(openIn(dataDir).settings.get()).toEqual({ ...defaultSettings, theme: 'dark', deadlineMs: 5_000 });
  });

  it('falls back to the default of a field that does not fit, and keeps the others', async () => {
    const dataDir = await temporaryFolder();
    await writeFile(join(dataDir, 'settings.json'), '{"format":1,"theme":"dark","deadlineMs":-1}');
    const { settings, notices } = openIn(dataDir);
    expect(settings.get()).toEqual({ ...defaultSettings, theme: 'dark' });
    expect(notices).toEqual([expect.stringContaining('deadlineMs')]);
    expect(await readdir(dataDir)).toContainEqual(expect.stringMatching(/^settings\.broken-\d+\.json$/));
  });

  it('refuses a value out of range, changing nothing', async () => {
    const { settings } = openIn(await temporaryFolder());
    expect(() => settings.update({ deadlineMs: 1 })).toThrow(expect.objectContaining({ code: 'STORE_FAILED' }));
    expect(settings.get()).toEqual(defaultSettings);
  });

  it('refuses a password in the proxy address, and keeps none of it', async () => {
    const dataDir = await temporaryFolder();
    const { settings } = openIn(dataDir);
    const proxy = { mode: 'fixed' as const, url: 'http://user:pr0xy-pass@proxy.example:8080', noProxy: '' };
    expect(() => settings.update({ proxy })).toThrow(
      expect.objectContaining({ code: 'CREDENTIAL_INVALID', message: expect.not.stringContaining('pr0xy-pass') }),
    );
    expect(openIn(dataDir).settings.get()).toEqual(defaultSettings);
  });

  it('shows none that was written into the file by hand', async () => {
    const dataDir = await temporaryFolder();
    const proxy = { mode: 'fixed', url: 'http://user:pr0xy-pass@proxy.example:8080', noProxy: '' };
    await writeFile(join(dataDir, 'settings.json'), JSON.stringify({ format: 1, theme: 'dark', proxy }));
    const { settings, notices } = openIn(dataDir);
    expect(settings.get()).toEqual({ ...defaultSettings, theme: 'dark' });
    expect(notices).toEqual([expect.stringContaining('proxy')]);
  });
});
