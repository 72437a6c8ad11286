import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';

const projectDir = join(import.meta.dirname, '..', '..');

/** `reason` says in a sentence why there is none, or where it is. */
export type ElectronPresence = { present: boolean; reason: string };

type Surroundings = {
  electronDir: string;
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  /** User id of this process; 0 is root. */
  uid: number;
};

const here = (): Surroundings => ({
  electronDir: join(projectDir, 'node_modules', 'electron'),
  platform: process.platform,
  env: process.env,
  uid: process.getuid?.() ?? -1,
});

/**
 * Whether real Electron can be started here, without fetching or starting anything. Its package comes without the binary,
 * which a first run downloads; a test must not.
 */
export function isElectronPresent({ electronDir, platform, env, uid }: Surroundings = here()): ElectronPresence {
  const binary = electronBinary(electronDir, env);
  if (binary === null)
    return { present: false, reason: 'The Electron binary has not been downloaded on this machine.' };
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) {
    return { present: false, reason: 'There is no display on this machine.' };
  }
  // It would start with --no-sandbox only, and a window without its sandbox is not the one that ships.
  if (platform === 'linux' && uid === 0) {
    return { present: false, reason: 'Electron keeps its sandbox only when it is not started by root.' };
  }
  return { present: true, reason: `Electron is at ${binary}.` };
}

/** Where the binary is, or null. The package notes its path when it has downloaded it. */
function electronBinary(electronDir: string, env: Surroundings['env']): string | null {
  const note = join(electronDir, 'path.txt');
  if (!existsSync(note)) return null;
  const folder = env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronDir, 'dist');
  const binary = join(folder, readFileSync(note, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

export type LaunchedElectron = { app: ElectronApplication; page: Page; close(): Promise<void> };

/**
 * Starts real Electron on the built app (`npm run build` first) and waits for its page. Ask `isElectronPresent()` before.
 * The preferences are the shipped ones, save that developer tools exist in an unpackaged app.
 */
export async function launchElectron(dataDir: string, args: readonly string[] = []): Promise<LaunchedElectron> {
  const { electronDir, env } = here();
  const binary = electronBinary(electronDir, env);
  if (binary === null) throw new Error('The Electron binary has not been downloaded on this machine.');
  const { ELECTRON_RUN_AS_NODE: _asNode, NODE_OPTIONS: _options, ...plainEnv } = env;
  const app = await _electron.launch({
    executablePath: binary,
    args: [projectDir, `--data-dir=${dataDir}`, ...args],
    cwd: projectDir,
    env: Object.fromEntries(
      Object.entries(plainEnv).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  });
  const page = await app.firstWindow();
  await page.waitForLoadState('load');
  return { app, page, close: () => app.close() };
}
