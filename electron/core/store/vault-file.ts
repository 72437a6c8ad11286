import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Failure } from '#core/failure.ts';
import { makeFolder, setAside, sweepTemporaryCopies } from './data-folder.ts';
import type { StoreOptions } from './documents.ts';
import { Sealed } from './seal.ts';
import { writeFailure } from './store-failure.ts';

/** The layout this version writes; part of what every record is bound to. */
export const vaultFormat = 1;

/** scrypt's cost (RFC 7914), bounded so that a doctored file can neither weaken nor exhaust us. */
export const ScryptCost = z.object({
  N: z.number().refine((value) => [15, 16, 17, 18, 19, 20].includes(Math.log2(value))),
  r: z.literal(8),
  p: z.number().int().min(1).max(4),
});
export type ScryptCost = z.infer<typeof ScryptCost>;

/** The data key, sealed under a passphrase or wrapped by the operating system. */
export const WrappedKey = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('passphrase'), cost: ScryptCost, salt: z.base64(), sealed: Sealed }),
  z.object({ kind: z.literal('system-keychain'), wrapped: z.string() }),
]);
export type WrappedKey = z.infer<typeof WrappedKey>;

/**
 * What `vault.json` holds. `check` is sealed under the data key, so that another key is known as such. `formerKey` is the
 * wrapping before the last one: key stores have been seen to open a new wrapping at once and not at the next start, so
 * it stays until a start has proven the new one.
 */
export const VaultFile = z.object({
  format: z.literal(vaultFormat),
  key: WrappedKey,
  formerKey: WrappedKey.optional(),
  check: Sealed,
  records: z.array(Sealed.extend({ id: z.string() })),
});
export type VaultFile = z.infer<typeof VaultFile>;

/** Where the vault is. */
export function vaultPath(dataDir: string): string {
  return join(dataDir, 'vault.json');
}

/** Reads the vault; null when there is none. A damaged one is set aside with a notice, and there is none then. */
export function readVaultFile({ dataDir, onNotice }: StoreOptions): VaultFile | null {
  makeFolder(dataDir);
  const path = vaultPath(dataDir);
  sweepTemporaryCopies(path);
  try {
    return VaultFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  }
  const asideName = setAside(path);
  onNotice(`The saved secrets could not be read and must be given again. The file is kept as ${asideName}.`);
  return null;
}

/**
 * Replaces the vault in two phases: the new file is written, synced and read back before it takes the old one's name.
 * `prove` is given what was read and throws a `Failure` when it will not do. Throws that, or `STORE_FAILED`, and leaves
 * the old file as it was.
 */
export async function writeVaultFile(
  dataDir: string,
  content: VaultFile,
  prove: (read: VaultFile) => Promise<void> = async () => {},
): Promise<void> {
  const path = vaultPath(dataDir);
  const temporary = `${path}.tmp-${randomBytes(6).toString('hex')}`;
  try {
    const text = `${JSON.stringify(content)}\n`;
    await writeSynced(temporary, text);
    const written = await readFile(temporary, 'utf8');
    if (written !== text) throw new Error('The file reads differently from what was written.');
    await prove(VaultFile.parse(JSON.parse(written)));
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error instanceof Failure ? error : writeFailure('The secrets', error);
  }
}

async function writeSynced(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the rename durable. Folders cannot be synced on Windows. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
