import { join, resolve } from 'node:path';

type Surroundings = {
  platform: NodeJS.Platform;
  homeDir: string;
  env: Readonly<Record<string, string | undefined>>;
};

/**
 * Where Gatewright keeps its data when no folder was named: XDG_DATA_HOME on Linux and its like, Application Support on
 * macOS, LOCALAPPDATA on Windows. XDG asks that a relative path be ignored, and it is.
 */
export function dataDirOf(given: string | null, { platform, homeDir, env }: Surroundings): string {
  if (given !== null) return resolve(given);
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(homeDir, 'AppData', 'Local'), 'Gatewright');
  if (platform === 'darwin') return join(homeDir, 'Library', 'Application Support', 'Gatewright');
  const xdg = env.XDG_DATA_HOME ?? '';
  return join(xdg.startsWith('/') ? xdg : join(homeDir, '.local', 'share'), 'gatewright');
}
