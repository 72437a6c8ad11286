import { describe, expect, it } from 'vitest';
import { decideHost, type Surroundings, withoutDesktop } from '../../../../electron/launch/decide-host.ts';

const laptop: Surroundings = { platform: 'linux', hasDisplay: true, isRoot: false, isElectronInstalled: true };

describe('the choice of a host', () => {
  it('is the desktop where Electron and a display are', () => {
    expect(decideHost(null, laptop)).toEqual({ host: 'desktop' });
    expect(decideHost('desktop', laptop)).toEqual({ host: 'desktop' });
  });

  it('fetches Electron only where its window could open', () => {
    const bare = { ...laptop, isElectronInstalled: false };
    expect(decideHost(null, bare)).toEqual({ host: 'fetch' });
    expect(decideHost(null, { ...bare, hasDisplay: false }).host).toBe('loopback');
  });

  it('is a browser tab, with the reason, where there is no display or the user is root', () => {
    expect(decideHost(null, { ...laptop, hasDisplay: false })).toEqual({
      host: 'loopback',
      because: 'Running in a browser tab: there is no display.',
    });
    expect(decideHost(null, { ...laptop, isRoot: true })).toEqual({
      host: 'loopback',
      because: 'Running in a browser tab: Electron keeps its sandbox, which does not work as root.',
    });
    expect(decideHost(null, { ...laptop, platform: 'darwin', isRoot: true })).toEqual({ host: 'desktop' });
  });

  it('follows --host, and says so when it cannot', () => {
    expect(decideHost('loopback', laptop)).toEqual({
      host: 'loopback',
      because: 'Running in a browser tab, as --host asked.',
    });
    expect(decideHost('desktop', { ...laptop, hasDisplay: false })).toEqual({
      host: 'neither',
      because: 'The desktop window cannot open: there is no display.',
    });
  });

  it('falls back with the reason when Electron cannot be fetched', () => {
    expect(withoutDesktop(null, 'the download failed').host).toBe('loopback');
    expect(withoutDesktop('desktop', 'the download failed').host).toBe('neither');
  });
});
