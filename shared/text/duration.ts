const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A span of milliseconds as it stands on the screen: `0.4 ms`, `182 ms`, `1.2 s`, `4 m 12 s`, `11 h 42 m`, `71 days`. */
export function formatDuration(ms: number): string {
  const span = Math.max(0, ms);
  if (span < 10 && !Number.isInteger(span)) return `${Number(span.toFixed(1))} ms`;
  if (Math.round(span) < second) return `${Math.round(span)} ms`;
  if (span < 59.95 * second) return `${Number((span / second).toFixed(1))} s`;
  if (span < minute) return '1 m';
  if (span < hour) return pair(span, minute, 'm', second, 's');
  if (span < 2 * day) return pair(span, hour, 'h', minute, 'm');
  return `${Math.floor(span / day)} days`;
}

function pair(span: number, large: number, largeName: string, small: number, smallName: string): string {
  const smalls = Math.floor(span / small);
  const perLarge = large / small;
  const rest = smalls % perLarge;
  return `${Math.floor(smalls / perLarge)} ${largeName}${rest === 0 ? '' : ` ${rest} ${smallName}`}`;
}
