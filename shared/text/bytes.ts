const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** A number of bytes as it stands on the screen, in decimal units: `66 B`, `1.2 MB`, `50 MB`. */
export function formatBytes(bytes: number): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (Number(value.toPrecision(3)) >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 10 ? 0 : 1;
  return `${Number(value.toFixed(digits))} ${units[unit]}`;
}
