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
