/** Epoch ms as it stands in evidence; a moment no calendar knows stays a number. */
export function momentWords(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? `${at} ms` : date.toISOString();
}
