import type { Needle } from './spellings.ts';

export type Match = { at: number; needle: Needle };

export type NeedleSearch = {
  /** Bytes of the longest needle; 0 when there are none. */
  longest: number;
  /** The leftmost match that starts in `[from, lastStart]`; of several at one place the longest. Null when there is none. */
  find(haystack: Uint8Array, from: number, lastStart: number): Match | null;
};

/**
 * Searches for many needles at once after Wu and Manber: the two bytes at the end of a window as wide as the shortest
 * needle say how far the window may move. A client secret has some forty characters, so most of a body is never
 * looked at; searching for a hundred spellings costs no more than for one.
 */
export function createNeedleSearch(needles: readonly Needle[]): NeedleSearch {
  const width = Math.min(...needles.map(({ bytes }) => bytes.length));
  const longest = Math.max(0, ...needles.map(({ bytes }) => bytes.length));
  if (longest === 0) return { longest, find: () => null };
  const { shifts, endings } = buildTables(needles, width);

  return {
    longest,
    find(haystack, from, lastStart) {
      const last = Math.min(lastStart, haystack.length - width);
      for (let at = from; at <= last; ) {
        const key = pairAt(haystack, at + width - 2);
        const shift = shifts[key] as number;
        if (shift > 0) {
          at += shift;
          continue;
        }
        const needle = endings.get(key)?.find(({ bytes }) => standsAt(haystack, at, bytes));
        if (needle) return { at, needle };
        at += 1;
      }
      return null;
    },
  };
}

function buildTables(needles: readonly Needle[], width: number) {
  const shifts = new Uint8Array(65_536).fill(Math.min(width - 1, 255));
  const endings = new Map<number, Needle[]>();
  for (const needle of [...needles].sort((a, b) => b.bytes.length - a.bytes.length)) {
    for (let at = 0; at <= width - 2; at += 1) {
      const key = pairAt(needle.bytes, at);
      shifts[key] = Math.min(shifts[key] as number, width - 2 - at);
    }
    const ending = pairAt(needle.bytes, width - 2);
    endings.set(ending, [...(endings.get(ending) ?? []), needle]);
  }
  return { shifts, endings };
}

function pairAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
}

function standsAt(haystack: Uint8Array, at: number, needle: Uint8Array): boolean {
  if (at + needle.length > haystack.length) return false;
  for (let i = 0; i < needle.length; i += 1) {
    if (haystack[at + i] !== needle[i]) return false;
  }
  return true;
}
