import { isMilliseconds } from '../../jwt/time-line.ts';

/**
 * A claim that should be a time in seconds since 1970 (RFC 7519, 2: NumericDate), and how it is written. `at` is what it
 * means in epoch ms, read as kindly as can be; null when nobody can tell.
 */
export type ClaimTime = {
  form: 'seconds' | 'fraction' | 'milliseconds' | 'text' | 'unreadable' | 'missing';
  at: number | null;
};

export function readClaimTime(value: unknown): ClaimTime {
  if (value === undefined || value === null) return { form: 'missing', at: null };
  if (typeof value === 'string') return readText(value);
  if (typeof value !== 'number' || !Number.isFinite(value)) return { form: 'unreadable', at: null };
  if (isMilliseconds(value)) return { form: 'milliseconds', at: value < 1e14 ? value : null };
  return { form: Number.isInteger(value) ? 'seconds' : 'fraction', at: value * 1_000 };
}

/** `"1484331682"` may be taken for the number by a server that is kind; a date in words by none that counts. */
function readText(value: string): ClaimTime {
  if (value.startsWith('‹')) return { form: 'text', at: null };
  if (!/^\s*\d+(?:\.\d+)?\s*$/.test(value)) return { form: 'unreadable', at: null };
  const { form, at } = readClaimTime(Number(value));
  return { form: form === 'milliseconds' ? 'milliseconds' : 'text', at };
}
