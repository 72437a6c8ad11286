import { epochMsOf } from '#shared/jwt/time-line.ts';
import { sayClockSeconds, sayDay } from '../../ui/time.ts';

const times = new Set(['iat', 'nbf', 'exp', 'auth_time', 'updated_at']);

/** A claim or header parameter as it is shown: times as a day and a clock, texts bare, everything else as JSON. */
export function sayValue(name: string, value: unknown): string {
  if (value === undefined) return '';
  const at = times.has(name) ? epochMsOf(value) : null;
  if (at !== null) return `${sayClockSeconds(at)}, ${sayDay(at)}`;
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ');
  return JSON.stringify(value);
}
