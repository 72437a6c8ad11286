import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LogSink } from '#core/ports.ts';

const maxBytes = 1024 * 1024;

/** Appends to `gatewright.log` in the data folder; at most the last megabyte of earlier starts is kept beside it. */
export function openFileLog(dataDir: string): LogSink {
  const file = join(dataDir, 'gatewright.log');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > maxBytes) renameSync(file, `${file}.old`);
  return {
    write(line) {
      try {
        appendFileSync(file, `${line}\n`, { mode: 0o600 });
      } catch {
        // A full disk must not bring down what the log reports on.
      }
    },
  };
}
