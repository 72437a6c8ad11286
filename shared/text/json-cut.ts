/** Texts, also one that breaks off, and what opens, closes and parts. */
const tokens = /"(?:[^"\\]|\\[\s\S])*(?:"|$)|[{}[\],]/g;
const closing: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/**
 * A JSON text that breaks off, closed behind its last whole member; null when it does not begin like an object or a list, or
 * holds no whole member. What stands before the cut is as it was sent.
 */
export function closedJson(text: string): string | null {
  if (!/^[{[]/.test(text)) return null;
  const open: string[] = [];
  let kept: { end: number; rest: string } | null = null;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    const closes = closing[token];
    if (closes !== undefined) open.push(closes);
    else if (token === ',') kept = { end: index, rest: open.toReversed().join('') };
    else if (!token.startsWith('"') && (open.pop() !== token || open.length === 0)) return null;
  }
  return kept === null ? null : text.slice(0, kept.end) + kept.rest;
}
