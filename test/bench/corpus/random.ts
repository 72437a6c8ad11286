/** Numbers that are the same for the same seed (mulberry32). */
export type Random = { next(): number; pick<T>(values: readonly T[]): T; shuffle<T>(values: readonly T[]): T[] };

export function randomOf(seed: string): Random {
  let state = [...seed].reduce(
    (hash, char) => Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16777619) >>> 0,
    2166136261,
  );
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    pick: (values) => values[Math.floor(next() * values.length)] as never,
    shuffle: (values) =>
      values
        .map((value) => ({ value, key: next() }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ value }) => value),
  };
}
