/** A duration as the facts line says it: `0.4 ms`, `182 ms`, `1.25 s`, `2 min 5 s`. */
export function sayDuration(durationMs: number): string {
  if (durationMs < 9.95) return `${trim(durationMs, 1)} ms`;
  if (durationMs < 999.5) return `${Math.round(durationMs)} ms`;
  if (durationMs < 59_950) return `${trim(durationMs / 1000, 2)} s`;
  const seconds = Math.round(durationMs / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A size in bytes as people read it, in binary units: `66 B`, `1.4 KiB`, `47.7 MiB`. */
export function saySize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KiB', 'MiB', 'GiB'];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1023.95 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${trim(value, 1)} ${units[unit]}`;
}

function trim(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
