import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./write-until-killed.ts', import.meta.url));

/** What a killed writer had acknowledged, and what it said of mending. */
export type KilledWriter = { acknowledged: number[]; notices: string };

/**
 * Starts a writer, kills it with SIGKILL as soon as it has acknowledged so many writes, and waits for its end.
 * The compiled program is kept beside the data folder.
 */
export function killWriter(store: string, dataDir: string, first: number, afterWrites: number): Promise<KilledWriter> {
  const child = spawn(process.execPath, [program, store, dataDir, String(first)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: `${dataDir}-compiled` },
  });
  let output = '';
  let notices = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (output.split('\n').length > afterWrites) child.kill('SIGKILL');
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    notices += text;
  });
  return new Promise((resolve) => {
    child.once('close', () => {
      // A line without its end was not acknowledged.
      const lines = output.split('\n').slice(0, -1);
      resolve({ acknowledged: lines.map(Number), notices });
    });
  });
}
