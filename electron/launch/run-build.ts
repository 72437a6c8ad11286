import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { BuildTarget } from './stale-build.ts';

/** Runs Vite over a target's configurations, one after the other. Null when all went well, else what the failed one said. */
export async function runBuild(rootDir: string, { configs }: BuildTarget): Promise<string | null> {
  for (const config of configs) {
    const complaint = await runVite(rootDir, config);
    if (complaint !== null) return complaint;
  }
  return null;
}

// In a process of its own: a bundler's memory and environment are not something the app should start its life with.
function runVite(rootDir: string, config: string): Promise<string | null> {
  const vite = join(rootDir, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--config', join(rootDir, config), '--logLevel', 'warn'];
  return new Promise((resolve) => {
    const output: string[] = [];
    const child = spawn(process.execPath, args, { cwd: rootDir, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk) => output.push(String(chunk)));
    child.stderr.on('data', (chunk) => output.push(String(chunk)));
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => resolve(code === 0 ? null : output.join('').trim() || `vite ended with ${code}`));
  });
}
