import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zstdDecompressSync } from 'node:zlib';

/** Every file below a folder as it lies on disk, and every value of every table of its databases, unpacked. */
export function readEverything(folder: string): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found.set(path, readFileSync(path));
    if (path.endsWith('.sqlite')) for (const [name, bytes] of valuesOf(path)) found.set(name, bytes);
  }
  return found;
}

function valuesOf(databaseFile: string): [string, Uint8Array][] {
  const database = new DatabaseSync(databaseFile, { readOnly: true });
  const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all() as { name: string }[];
  const values = tables.flatMap(({ name }) =>
    database
      .prepare(`SELECT * FROM "${name}"`)
      .all()
      .flatMap((row, place) =>
        Object.entries(row).map(([column, value]): [string, Uint8Array] => [
          `${databaseFile}: ${name}[${place}].${column}`,
          unpack(value),
        ]),
      ),
  );
  database.close();
  return values;
}

const zstdMagic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

function unpack(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) return Buffer.from(String(value));
  return Buffer.from(value.subarray(0, 4)).equals(zstdMagic) ? zstdDecompressSync(value) : value;
}
