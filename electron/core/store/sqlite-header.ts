import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';

/** Places in the header of a database file, all big-endian (sqlite.org/fileformat.html, section 1.3). */
const headerBytes = 100;
const pageSizeAt = 16;
const changeCounterAt = 24;
const pageCountAt = 28;
const validForAt = 92;

/**
 * Whether a database file is shorter than its own header says. SQLite takes a rest of less than a header for an empty
 * database and writes over it, and reads a last page that is cut as if zeros followed. While a log lies beside, the
 * header may be ahead of the file, and nothing can be said.
 */
export function isCutShort(file: string): boolean {
  const { size } = statSync(file);
  if (size === 0) return false;
  if (size < headerBytes) return true;
  const log = `${file}-wal`;
  if (existsSync(log) && statSync(log).size > 0) return false;
  const header = readHeader(file);
  if (header.readUInt32BE(changeCounterAt) !== header.readUInt32BE(validForAt)) return false;
  const pageSize = header.readUInt16BE(pageSizeAt);
  return size < header.readUInt32BE(pageCountAt) * (pageSize === 1 ? 65_536 : pageSize);
}

function readHeader(file: string): Buffer {
  const header = Buffer.alloc(headerBytes);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, header, 0, headerBytes, 0);
  } finally {
    closeSync(handle);
  }
  return header;
}
