import { spawn } from 'node:child_process';

/** An Electron that ends badly within this time never came up: a library is missing, or the display is not ours. */
const startMs = 5_000;

/**
 * Runs the desktop host until it ends. The answer says whether it ever came up, and its exit code.
 */
export function runElectron(executable: string, args: string[]): Promise<{ cameUp: boolean; code: number }> {
  const startedAt = Date.now();
  return new Promise((resolve) => {
    const child = spawn(executable, args, { stdio: 'inherit' });
    const pass = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGINT', pass).on('SIGTERM', pass);
    const settle = (code: number) => {
      process.off('SIGINT', pass).off('SIGTERM', pass);
      resolve({ cameUp: code === 0 || Date.now() - startedAt > startMs, code });
    };
    child.once('error', () => settle(1));
    child.once('exit', (code, signal) => settle(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)));
  });
}
