/** Claims are a few levels deep; what somebody nested deeper to do harm is left out. */
const deepest = 24;

/** A JSON value with every text in it changed. Names of members stay, `__proto__` among them is left out. */
export function mapTexts(value: unknown, change: (text: string) => string, depth = 0): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return '…';
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change, depth + 1));
  const members = Object.entries(value).filter(([name]) => name !== '__proto__');
  return Object.fromEntries(members.map(([name, one]) => [name, mapTexts(one, change, depth + 1)]));
}
