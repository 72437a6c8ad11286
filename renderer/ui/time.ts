const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A span as the status bar says it, rounded down: `11 h 42 m`, `9 m`, `3 d 4 h`; `less than a minute` below one. */
export function saySpan(spanMs: number): string {
  if (spanMs < minuteMs) return 'less than a minute';
  if (spanMs < hourMs) return `${Math.floor(spanMs / minuteMs)} m`;
  if (spanMs < dayMs) return `${Math.floor(spanMs / hourMs)} h ${Math.floor((spanMs % hourMs) / minuteMs)} m`;
  return `${Math.floor(spanMs / dayMs)} d ${Math.floor((spanMs % dayMs) / hourMs)} h`;
}

/** A moment in the past, as near as it matters: `just now`, `5 min ago`, `today 14:02`, `yesterday 09:15`, `12 Nov 2026`. */
export function sayWhen(atMs: number, nowMs: number): string {
  const past = nowMs - atMs;
  if (past < minuteMs) return 'just now';
  if (past < hourMs) return `${Math.floor(past / minuteMs)} min ago`;
  const days = dayNumber(nowMs) - dayNumber(atMs);
  if (days === 0) return `today ${sayClock(atMs)}`;
  if (days === 1) return `yesterday ${sayClock(atMs)}`;
  return sayDay(atMs);
}

/** `14:02`. */
export function sayClock(atMs: number): string {
  return new Date(atMs).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

/** `14:02:07`. */
export function sayClockSeconds(atMs: number): string {
  return new Date(atMs).toLocaleTimeString('en-GB');
}

/** `12 Nov 2026`. */
export function sayDay(atMs: number): string {
  return new Date(atMs).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}

/** `12 Nov 2026, 14:02`. */
export function sayMoment(atMs: number): string {
  return `${sayDay(atMs)}, ${sayClock(atMs)}`;
}

/** Days since the epoch in local time. */
function dayNumber(atMs: number): number {
  const date = new Date(atMs);
  return Math.floor(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / dayMs);
}
