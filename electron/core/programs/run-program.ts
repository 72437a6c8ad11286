import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Programs, RunOptions } from '../ports.ts';
import { findProgram, type ProgramPlaces } from './find-program.ts';

/** How long a program may take to end by itself once it was told to. */
const graceMs = 3_000;
/** What is kept of a line that never ends. */
const longestLine = 8_192;

/** The programs of this machine, as both hosts lend them: found on the PATH of `env` and run in it, without a shell. */
export function createPrograms(places: ProgramPlaces): Programs {
  return {
    find: (name) => findProgram(name, places),
    run: (path, args, options) => runProgram(path, args, { ...options, env: { ...places.env, ...options.env } }),
  };
}

type Run = Omit<RunOptions, 'env'> & { env: Record<string, string | undefined> };

async function runProgram(path: string, args: readonly string[], { signal, onLine, env }: Run): Promise<number> {
  signal.throwIfAborted();
  // A group of its own, so that what it starts can be ended with it.
  const child = spawn(path, args, {
    env,
    shell: false,
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? -1));
  });
  readLines(child.stdout, (text) => onLine('stdout', text));
  readLines(child.stderr, (text) => onLine('stderr', text));
  let timer: NodeJS.Timeout | null = null;
  const onAbort = () => {
    endGroup(child, 'SIGTERM');
    timer = setTimeout(() => endGroup(child, 'SIGKILL'), graceMs);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await ended;
  } finally {
    signal.removeEventListener('abort', onAbort);
    if (timer !== null) clearTimeout(timer);
    // Whatever it left behind, in case it had to go.
    if (signal.aborted) endGroup(child, 'SIGKILL');
  }
}

function readLines(stream: Readable, onLine: (text: string) => void): void {
  stream.setEncoding('utf8');
  let rest = '';
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split(/\r\n|\n/);
    rest = (lines.pop() ?? '').slice(0, longestLine);
    for (const line of lines) onLine(line.slice(0, longestLine));
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest);
  });
}

function endGroup({ pid }: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true }).once(
      'error',
      () => {},
    );
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}
