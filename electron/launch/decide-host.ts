export type HostName = 'desktop' | 'loopback';

/** What the machine offers, as far as it can be seen without waiting for anything. */
export type Surroundings = {
  platform: NodeJS.Platform;
  hasDisplay: boolean;
  /** Electron refuses to run its sandbox as root, and we do not run it without. */
  isRoot: boolean;
  isElectronInstalled: boolean;
};

/**
 * `desktop` and `loopback` can be started; `fetch` wants Electron fetched first; `neither` means that what was asked for
 * cannot be had. `because` is a sentence for the terminal.
 */
export type Decision = { host: 'desktop' } | { host: 'fetch' } | WithoutDesktop;
export type WithoutDesktop = { host: 'loopback' | 'neither'; because: string };

/** Picks the host. `wanted` is what `--host` asked for, null without it. */
export function decideHost(wanted: HostName | null, surroundings: Surroundings): Decision {
  if (wanted === 'loopback') return { host: 'loopback', because: 'Running in a browser tab, as --host asked.' };
  const obstacle = obstacleOf(surroundings);
  if (obstacle !== null) return withoutDesktop(wanted, obstacle);
  return surroundings.isElectronInstalled ? { host: 'desktop' } : { host: 'fetch' };
}

/** What is left when the desktop cannot be had: the browser tab, unless the desktop was asked for by name. */
export function withoutDesktop(wanted: HostName | null, obstacle: string): WithoutDesktop {
  return wanted === 'desktop'
    ? { host: 'neither', because: `The desktop window cannot open: ${obstacle}.` }
    : { host: 'loopback', because: `Running in a browser tab: ${obstacle}.` };
}

function obstacleOf({ platform, hasDisplay, isRoot }: Surroundings): string | null {
  if (!hasDisplay) return 'there is no display';
  if (platform === 'linux' && isRoot) return 'Electron keeps its sandbox, which does not work as root';
  return null;
}
