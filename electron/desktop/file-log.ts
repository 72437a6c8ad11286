import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LogSink } from '#core/ports.ts';

const maxBytes = 1024 * 1024;

/**
 * Appends lines to `gatewright.log` in the data folder; the last megabyte before this start is kept beside it. A log that
 * cannot be written is given up silently: it must not bring down what it reports on.
 */
export function openFileLog(dataDir: string): LogSink {
  const file = join(dataDir, 'gatewright.log');
  try {
    if (statSync(file).size > maxBytes) renameSync(file, `${file}.old`);
  } catch {
    // There is none yet.
  }
  return {
    write(line) {
      try {
        appendFileSync(file, `${line}\n`, { mode: 0o600 });
      } catch {
        // Nowhere to say it.
      }
    },
  };
}
