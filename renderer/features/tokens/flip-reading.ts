import type { Anatomy } from '#shared/jwt/anatomy.ts';
import { type Flip, flipCharacter } from '#shared/jwt/flip-character.ts';
import { splitJwt } from '#shared/text/jwt.ts';

/** A part before and after one of its characters was changed, and what the JSON around that place says then. */
export type FlipReading = { at: number; before: string; after: string; readBefore: string; readAfter: string };

const around = 16;

/** What a flip does to the part it is in; null when the parts are none. */
export function readFlip(anatomy: Anatomy, flip: Flip): FlipReading | null {
  const changed = splitJwt(flipCharacter(`${anatomy.header.encoded}.${anatomy.claims.encoded}.`, flip) ?? '');
  if (changed === null) return null;
  const before = anatomy[flip.part].encoded;
  const after = changed[flip.part];
  const [readBefore, readAfter] = excerpts(decode(before), decode(after));
  return { at: Math.min(flip.at, before.length - 1), before, after, readBefore, readAfter };
}

/** Another place to change: far enough from the last to meet another claim, and in the end every place once. */
export function nextPlace(at: number, length: number): number {
  return (at + 17) % Math.max(1, length);
}

/** Both texts where they first differ, with a little of what stands around. */
function excerpts(one: string, other: string): [string, string] {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const from = Math.max(0, at - around);
  const cut = (text: string) =>
    `${from > 0 ? '…' : ''}${text.slice(from, at + around)}${at + around < text.length ? '…' : ''}`;
  return [cut(one), cut(other)];
}

/** What is no UTF-8 any more is read with the replacement character, as a lenient reader would. */
function decode(part: string): string {
  const binary = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
}
