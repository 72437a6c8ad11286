import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export type StartOptions = { dataDir: string | null; hasPractice: boolean };

/**
 * Reads the flags both hosts know: `--data-dir DIR`, `--no-practice`. Anything else on the line is Chromium's or the
 * launcher's. A `--data-dir` without a folder counts as not given.
 */
export function readStartOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { 'data-dir': { type: 'string' }, 'no-practice': { type: 'boolean' } },
    strict: false,
    allowPositionals: true,
  });
  const dataDir = values['data-dir'];
  return {
    dataDir: typeof dataDir === 'string' && dataDir !== '' ? resolve(dataDir) : null,
    hasPractice: values['no-practice'] !== true,
  };
}
