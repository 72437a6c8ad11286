import type { TokenState } from '#shared/model/token.ts';

/** A claim worth a line of its own, with a few words on what it means. */
export type ClaimLine = { name: string; value: string; note: string };

const notes: readonly { name: string; note: string }[] = [
  { name: 'client_id', note: 'the client that logged in: the service key’s clientid' },
  { name: 'zid', note: 'the subaccount (tenant) the token is for' },
  { name: 'iss', note: 'who issued and signed it' },
  { name: 'aud', note: 'who is meant to accept it' },
  { name: 'exp', note: 'when it stops being accepted' },
];

/** The key claims that a token carries, in a fixed order. Claims that are absent get no line. */
export function claimLines(token: TokenState, sayTime: (epochMs: number) => string): ClaimLine[] {
  const { claims } = token;
  if (claims === null) return [];
  return notes.flatMap(({ name, note }) => {
    if (!Object.hasOwn(claims, name)) return [];
    return [{ name, note, value: sayClaim(name, claims[name], sayTime) }];
  });
}

/** Times in claims are seconds since 1970 (RFC 7519, NumericDate). */
function sayClaim(name: string, value: unknown, sayTime: (epochMs: number) => string): string {
  if (name === 'exp' && typeof value === 'number') return sayTime(value * 1000);
  if (Array.isArray(value)) return value.map(String).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Time left in the two largest units that matter: `11 h 42 m`, `4 min`, `50 s`; null once it has passed. */
export function sayTimeLeft(expiresAt: number, now: number): string | null {
  const seconds = Math.floor((expiresAt - now) / 1000);
  if (seconds <= 0) return null;
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor(seconds / 3600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes} m`;
  return minutes > 0 ? `${minutes} min` : `${seconds} s`;
}
