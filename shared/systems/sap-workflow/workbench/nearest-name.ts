/**
 * How many single steps lead from one text to the other: a character put in, left out or replaced, or two neighbours
 * swapped (Damerau and Levenshtein, in the form where no piece is edited twice).
 */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + cost);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      next.push(best);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The name nearest to what was written, if it is near enough to be meant; null otherwise. */
export function nearestName(written: string, names: readonly string[]): string | null {
  const limit = Math.floor(Math.max(written.length, 4) / 4);
  // Longer than any name by more than the limit: nothing can be near, and the table would be large.
  const close = names.filter((name) => Math.abs(name.length - written.length) <= limit);
  const ranked = close
    .map((name) => ({ name, distance: editDistance(written, name) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= limit ? best.name : null;
}
