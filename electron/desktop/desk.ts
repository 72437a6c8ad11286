import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { Failure } from '#core/failure.ts';
import type { Desk } from '#core/ports.ts';

/** Saves through the native dialog. The file is for its owner only: it may well be a service key. */
export function createDesk(currentWindow: () => BrowserWindow | null): Desk {
  return {
    async save(fileName, bytes) {
      const options = { defaultPath: join(app.getPath('downloads'), plainFileName(fileName)) };
      const window = currentWindow();
      const { canceled, filePath } = await (window
        ? dialog.showSaveDialog(window, options)
        : dialog.showSaveDialog(options));
      if (canceled || filePath === '') return { saved: null, downloadPath: null };
      await write(filePath, bytes);
      return { saved: filePath, downloadPath: null };
    },
  };
}

/** A name that is only a name on every platform: no folders, no controls, nothing Windows keeps for itself. */
export function plainFileName(fileName: string): string {
  const cleaned = [...fileName]
    .map((character) => (character < ' ' || '<>:"/\\|?*\u007f'.includes(character) ? '-' : character))
    .join('')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, 120);
  const isReserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(cleaned);
  return cleaned === '' || isReserved ? `file-${cleaned}` : cleaned;
}

async function write(filePath: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(filePath, bytes, { mode: 0o600 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new Failure('STORE_FAILED', `The file could not be written (${code}).`);
  }
}
