import { existsSync, readdirSync, rmSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from './data-folder.ts';
import { writeFailure } from './store-failure.ts';
import { type BodyWindow, fitWindow } from './window.ts';

/** Response bodies too big for the history database, one file each. */
export type BodyStore = {
  /** Begins a body. Throws a `TypeError` for an id that is no exchange's. */
  create(id: string): BodyWriter;
  /** Whether a finished body is there. */
  has(id: string): boolean;
  /** A window of at most 1 MiB; null when there is no finished body. */
  read(id: string, offset: number, length: number): Promise<BodyWindow | null>;
  remove(id: string): Promise<void>;
  clear(): Promise<void>;
};

/** Await each call before the next. A write that fails throws `STORE_FAILED`; `abort` then takes the rest away. */
export type BodyWriter = {
  /** The chunk is copied, so the caller may use it again. */
  write(chunk: Uint8Array): Promise<void>;
  /** Returns when the whole body is on disk under its name. */
  finish(): Promise<void>;
  /** Takes away what was written. Harmless after `finish` and when called twice. */
  abort(): Promise<void>;
};

/** Small writes cost a fifth of the speed of a download (perf-facts, section 4). */
const writeBufferBytes = 1024 * 1024;
const finished = '.body';
const partial = '.part';

/** Ids are ours, but the byte channel passes on what a page asked for: nothing else may become a path. */
const idPattern = /^[A-Za-z0-9_-]{1,64}$/;

/** Opens the `bodies` folder and takes away what a killed process left unfinished. */
export function openBodies(dataDir: string): BodyStore {
  const folder = join(dataDir, 'bodies');
  makeFolder(folder);
  for (const name of readdirSync(folder)) {
    if (name.endsWith(partial)) rmSync(join(folder, name), { force: true });
  }
  // The prefix keeps an id such as `con` from being a device on Windows.
  const pathOf = (id: string): string | null => (idPattern.test(id) ? join(folder, `body-${id}${finished}`) : null);

  return {
    create: (id) => {
      const path = pathOf(id);
      if (path === null) throw new TypeError('The id of an exchange is expected.');
      return createBodyWriter(path);
    },
    has: (id) => {
      const path = pathOf(id);
      return path !== null && existsSync(path);
    },
    read: async (id, offset, length) => {
      const path = pathOf(id);
      return path === null ? null : readWindow(path, offset, length);
    },
    remove: async (id) => {
      const path = pathOf(id);
      if (path !== null) await rm(path, { force: true });
    },
    clear: async () => {
      const names = readdirSync(folder).filter((name) => name.endsWith(finished));
      await Promise.all(names.map((name) => rm(join(folder, name), { force: true })));
    },
  };
}

async function readWindow(path: string, offset: number, length: number): Promise<BodyWindow | null> {
  const handle = await open(path, 'r').catch(() => null);
  if (handle === null) return null;
  try {
    const totalBytes = (await handle.stat()).size;
    const window = fitWindow(offset, length, totalBytes);
    const bytes = new Uint8Array(window.length);
    const { bytesRead } = await handle.read(bytes, 0, window.length, window.offset);
    return { bytes: bytesRead === window.length ? bytes : bytes.slice(0, bytesRead), totalBytes };
  } finally {
    await handle.close();
  }
}

function createBodyWriter(path: string): BodyWriter {
  const partPath = path + partial;
  const buffer = Buffer.allocUnsafe(writeBufferBytes);
  let used = 0;
  let handle: FileHandle | null = null;
  let isEnded = false;

  const part = async (): Promise<FileHandle> => {
    handle ??= await open(partPath, 'w', 0o600);
    return handle;
  };
  const flush = async (): Promise<void> => {
    await (await part()).writeFile(buffer.subarray(0, used));
    used = 0;
  };
  const close = async (): Promise<void> => {
    const closing = handle;
    handle = null;
    await closing?.close();
  };

  return {
    write: async (chunk) => {
      try {
        for (let taken = 0; taken < chunk.byteLength; ) {
          const piece = chunk.subarray(taken, taken + writeBufferBytes - used);
          buffer.set(piece, used);
          used += piece.byteLength;
          taken += piece.byteLength;
          if (used === writeBufferBytes) await flush();
        }
      } catch (error) {
        throw writeFailure('The body of the answer', error);
      }
    },
    finish: async () => {
      try {
        await flush();
        await (await part()).datasync();
        await close();
        await rename(partPath, path);
        isEnded = true;
      } catch (error) {
        throw writeFailure('The body of the answer', error);
      }
    },
    abort: async () => {
      if (isEnded) return;
      isEnded = true;
      await close().catch(() => undefined);
      await rm(partPath, { force: true }).catch(() => undefined);
    },
  };
}
