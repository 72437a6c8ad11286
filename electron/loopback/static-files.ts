import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

export type StaticFile = { bytes: Buffer; contentType: string };

export type StaticFiles = {
  /** The file at `path` (`assets/main.js`, no slash before it); null when there is none of exactly that name. */
  read(path: string): Promise<StaticFile | null>;
};

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/**
 * Serves the regular files that stand below `dir` now, dot folders and symbolic links left out. A request's path is
 * looked up in that list and never joined to a folder, so there is nothing for `..`, `%2e` or `\` to climb.
 */
export async function openStaticFiles(dir: string): Promise<StaticFiles> {
  const files = new Map<string, string>();
  for (const item of await readdir(dir, { recursive: true, withFileTypes: true })) {
    const path = relative(dir, join(item.parentPath, item.name)).split(sep).join('/');
    if (item.isFile() && !path.split('/').some((part) => part.startsWith('.'))) {
      files.set(path, join(item.parentPath, item.name));
    }
  }
  return {
    async read(path) {
      const file = files.get(path);
      if (file === undefined) return null;
      const contentType = contentTypes[extname(file)] ?? 'application/octet-stream';
      return { bytes: await readFile(file), contentType };
    },
  };
}
