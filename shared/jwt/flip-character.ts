import { splitJwt } from '../text/jwt.ts';

/** Which character of which part of a JWT is changed, counted from 0. */
export type Flip = { part: 'header' | 'claims'; at: number };

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * Changes one character of the header or claims of a JWT, so that they decode to other bytes; a place behind
 * the end changes the last one. Null when the text is no JWT.
 */
export function flipCharacter(jwt: string, { part, at }: Flip): string | null {
  const parts = splitJwt(jwt);
  if (parts === null) return null;
  const text = parts[part];
  const place = Math.min(at, text.length - 1);
  // The highest of the six bits: the lower ones of a last character may stand for nothing.
  const changed = alphabet.charAt(alphabet.indexOf(text.charAt(place)) ^ 0x20);
  const flipped = { ...parts, [part]: `${text.slice(0, place)}${changed}${text.slice(place + 1)}` };
  return `${flipped.header}.${flipped.claims}.${flipped.signature}`;
}
