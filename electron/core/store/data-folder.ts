import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { Failure } from '#core/failure.ts';
import { reasonOf } from './store-failure.ts';

/**
 * Makes the folder for its owner alone when it is not there. A folder that is there keeps its mode: with `--data-dir` it
 * may be one the user shares on purpose, and every file in it is made 0600 anyway.
 */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Failure('STORE_FAILED', `The data folder could not be made: ${reasonOf(error)}.`);
  }
}

/**
 * Removes the temporary copies of one file that a killed process left. They hold the file's full content, so they must
 * not pile up. One that cannot be removed stays: the store works without.
 */
export function sweepTemporaryCopies(file: string): void {
  const folder = dirname(file);
  const prefix = `${basename(file)}.tmp-`;
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(prefix)) continue;
    try {
      rmSync(join(folder, name));
    } catch {
      // Tried again at the next start.
    }
  }
}

/** A free name `<name>.broken-<epoch ms of its last change>.<ext>` beside the file. */
function brokenName(file: string): string {
  const extension = extname(file);
  const stem = basename(file, extension);
  const changedAt = Math.trunc(statSync(file).mtimeMs);
  for (let attempt = 0; ; attempt += 1) {
    const suffix = attempt === 0 ? '' : `-${attempt}`;
    const candidate = join(dirname(file), `${stem}.broken-${changedAt}${suffix}${extension}`);
    if (!existsSync(candidate)) return candidate;
  }
}

/**
 * Moves an unreadable file out of the way and returns its new base name. Nothing is ever deleted: what we cannot read,
 * a person may. `companions` are suffixes of files that belong to it (`-wal`). Throws `STORE_FAILED` when it cannot be
 * moved, because starting afresh would then overwrite it.
 */
export function setAside(file: string, companions: readonly string[] = []): string {
  try {
    const target = brokenName(file);
    renameSync(file, target);
    for (const suffix of companions) {
      if (existsSync(file + suffix)) renameSync(file + suffix, target + suffix);
    }
    return basename(target);
  } catch (error) {
    throw new Failure('STORE_FAILED', `${basename(file)} cannot be read or set aside: ${reasonOf(error)}.`);
  }
}

/** Like `setAside`, for a file of which only a part is bad: the file stays and a copy is put beside it. */
export function copyAside(file: string): string {
  try {
    const target = brokenName(file);
    copyFileSync(file, target);
    return basename(target);
  } catch (error) {
    throw new Failure('STORE_FAILED', `${basename(file)} is damaged and cannot be copied: ${reasonOf(error)}.`);
  }
}
