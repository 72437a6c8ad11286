import { describe, expect, it } from 'vitest';
import { dataDirOf } from '../../../../electron/loopback/data-dir.ts';

const linux = { platform: 'linux' as const, homeDir: '/home/ada', env: {} };

describe('the data folder', () => {
  it('is the one that was named, made absolute', () => {
    expect(dataDirOf('/srv/gate', linux)).toBe('/srv/gate');
    expect(dataDirOf('here', linux)).toBe(`${process.cwd()}/here`);
  });

  it('follows XDG, and ignores a relative path as XDG asks', () => {
    expect(dataDirOf(null, linux)).toBe('/home/ada/.local/share/gatewright');
    expect(dataDirOf(null, { ...linux, env: { XDG_DATA_HOME: '/data' } })).toBe('/data/gatewright');
    expect(dataDirOf(null, { ...linux, env: { XDG_DATA_HOME: 'data' } })).toBe('/home/ada/.local/share/gatewright');
  });

  it('is where macOS and Windows keep such things', () => {
    expect(dataDirOf(null, { ...linux, platform: 'darwin' })).toBe('/home/ada/Library/Application Support/Gatewright');
    const windows = dataDirOf(null, { ...linux, platform: 'win32', env: { LOCALAPPDATA: '/local' } });
    expect(windows).toBe('/local/Gatewright');
  });
});
