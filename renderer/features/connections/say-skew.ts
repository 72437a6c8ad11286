import { saySpan } from '../../ui/time.ts';

const worthSayingMs = 30_000;
const inSecondsBelowMs = 120_000;

/**
 * How far this computer's clock and the server's are apart, in a sentence; null when it is too little to matter. Positive when
 * the server is ahead.
 */
export function saySkew(skewMs: number | null): string | null {
  if (skewMs === null || Math.abs(skewMs) <= worthSayingMs) return null;
  const apart = Math.abs(skewMs);
  const span = apart < inSecondsBelowMs ? `${Math.round(apart / 1000)} s` : saySpan(apart);
  return `This computer’s clock is ${span} ${skewMs > 0 ? 'behind' : 'ahead of'} the server’s. It is taken into account; set it right all the same.`;
}
