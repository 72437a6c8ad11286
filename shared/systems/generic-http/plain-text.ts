const searchedCharacters = 8_192;
const longestText = 2_000;

const entities: ReadonlyMap<string, string> = new Map([
  ['&quot;', '"'],
  ['&#34;', '"'],
  ['&#39;', "'"],
  ['&apos;', "'"],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&amp;', '&'],
  ['&nbsp;', ' '],
]);

/** The beginning of a text without markup, its blanks folded: what a person would read. JSON and plain text stay as they are. */
export function asText(text: string): string {
  const beginning = text.slice(0, searchedCharacters).replace(/^\ufeff/, '');
  const bare = /^\s*</.test(beginning)
    ? beginning
        .replaceAll(/<(script|style)\b[^<>]*>[^<]*<\/\1\s*>/gi, ' ')
        .replaceAll(/<[^<>]*>/g, ' ')
        .replaceAll(/&(?:#?\w+);/g, (one) => entities.get(one.toLowerCase()) ?? one)
    : beginning;
  return bare.replaceAll(/\s+/g, ' ').trim().slice(0, longestText);
}
