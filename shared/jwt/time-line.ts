import { formatDuration } from '../text/duration.ts';

/** A moment on the time line. `fraction` is its place from 0 (left) to 1 (right); `at` is epoch ms. */
export type TimeMark = { id: 'iat' | 'nbf' | 'now' | 'exp'; label: string; at: number; fraction: number };

export type TimeLine = {
  marks: TimeMark[];
  state: 'valid' | 'expired' | 'not-yet' | 'endless';
  /** "valid for 11 h 42 m more", "expired 4 m ago". */
  sentence: string;
  /** What is wrong with the times themselves, such as milliseconds where seconds belong; empty for nothing. */
  faults: string[];
};

/** Seconds beyond the year 5000: nobody means that, it is milliseconds. */
const leastMilliseconds = 1e11;

/** The times of a token, NumericDate in seconds (RFC 7519, 2), around `now` in epoch ms. */
export function timeLineOf(claims: Readonly<Record<string, unknown>>, now: number): TimeLine {
  const iat = epochMsOf(claims.iat);
  const nbf = epochMsOf(claims.nbf);
  const exp = epochMsOf(claims.exp);
  const moments = [
    { id: 'iat', label: 'issued', at: iat },
    { id: 'nbf', label: 'valid from', at: nbf },
    { id: 'now', label: 'now', at: now },
    { id: 'exp', label: exp !== null && exp <= now ? 'expired' : 'expires', at: exp },
  ] as const;
  const known = moments.flatMap(({ at, ...moment }) => (at === null ? [] : [{ ...moment, at }]));
  const first = Math.min(...known.map(({ at }) => at));
  const span = Math.max(...known.map(({ at }) => at)) - first;
  const marks = known
    .map((moment) => ({ ...moment, fraction: span === 0 ? 0 : (moment.at - first) / span }))
    .sort((one, other) => one.at - other.at);
  return { marks, ...judge({ nbf, exp }, now), faults: faultsOf(claims, { iat, exp }, now) };
}

/** A NumericDate as epoch ms. Times that are in milliseconds by mistake are taken as meant. Null for anything else. */
export function epochMsOf(claim: unknown): number | null {
  if (typeof claim !== 'number' || !Number.isFinite(claim) || Math.abs(claim) > 8.64e15) return null;
  return isMilliseconds(claim) ? claim : claim * 1_000;
}

export function isMilliseconds(claim: unknown): boolean {
  return typeof claim === 'number' && claim >= leastMilliseconds;
}

function judge(
  { nbf, exp }: { nbf: number | null; exp: number | null },
  now: number,
): Pick<TimeLine, 'state' | 'sentence'> {
  if (exp !== null && exp <= now) return { state: 'expired', sentence: `expired ${formatDuration(now - exp)} ago` };
  if (nbf !== null && nbf > now)
    return { state: 'not-yet', sentence: `not valid for another ${formatDuration(nbf - now)}` };
  if (exp === null) return { state: 'endless', sentence: 'names no end' };
  return { state: 'valid', sentence: `valid for ${formatDuration(exp - now)} more` };
}

function faultsOf(
  claims: Readonly<Record<string, unknown>>,
  { iat, exp }: { iat: number | null; exp: number | null },
  now: number,
): string[] {
  const inMilliseconds = ['iat', 'nbf', 'exp'].filter((name) => isMilliseconds(claims[name]));
  const noNumber = ['iat', 'nbf', 'exp'].filter(
    (name) => claims[name] !== undefined && epochMsOf(claims[name]) === null,
  );
  return [
    ...inMilliseconds.map((name) => `${name} is in milliseconds; RFC 7519 wants seconds.`),
    ...noNumber.map((name) => `${name} is no number.`),
    ...(iat !== null && exp !== null && exp <= iat ? ['It ends before it was issued.'] : []),
    ...(iat !== null && iat - now > 1_000
      ? [`It was issued ${formatDuration(iat - now)} in the future: one of the clocks is off.`]
      : []),
  ];
}
