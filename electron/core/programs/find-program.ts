import { accessSync, constants, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';

export type ProgramPlaces = {
  env: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
};

/** Where package managers of macOS put programs: an app started from the Finder has neither on its PATH. */
const macFolders = ['/opt/homebrew/bin', '/usr/local/bin'];

/**
 * The program of this name on the PATH; null when there is none. Entries that are not absolute are left out: what lies in
 * the current folder is not a program of this machine. On Windows only `.exe` counts; a script would need a shell.
 */
export function findProgram(name: string, { env, platform }: ProgramPlaces): string | null {
  if (!/^[\w.-]+$/.test(name)) return null;
  const path = platform === 'win32' ? win32 : posix;
  const file = platform === 'win32' ? `${name}.exe` : name;
  const listed = (pathOf(env) ?? '').split(path.delimiter).map((entry) => entry.replace(/^"(.*)"$/, '$1'));
  const folders = [...listed, ...(platform === 'darwin' ? macFolders : [])].filter(path.isAbsolute);
  return folders.map((folder) => path.join(folder, file)).find(isProgram) ?? null;
}

/** Windows calls it `Path`, and spells it as it likes. */
function pathOf(env: ProgramPlaces['env']): string | undefined {
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH');
  return name === undefined ? undefined : env[name];
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
