import { readFileSync } from 'node:fs';

/** Says a line to whoever started us. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Calls `listener` whenever Enter is pressed. Keeps no process alive. */
export function onEnter(listener: () => void): void {
  if (process.stdin.isTTY && isInBackground()) return;
  process.stdin.on('data', listener);
  process.stdin.on('error', () => {});
  process.stdin.unref?.();
}

// A background job that reads its terminal is stopped by the system, and would look like one that hangs. Only Linux
// tells us cheaply: fields 5 and 8 of stat are our process group and the terminal's, counted after the command's name.
function isInBackground(): boolean {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[2] !== fields[5];
  } catch {
    return false;
  }
}
