/** More words than anyone types; a pasted page must not become a query. */
const maxWords = 16;
const maxWordCharacters = 200;

/** What the tokenizer makes tokens of (`unicode61`: letters, digits, private use). */
const hasToken = /[\p{L}\p{N}\p{Co}]/u;

/**
 * The FTS5 expression for what a person typed: every word must be there, the last one may be a beginning. Each word is a
 * quoted string, so nothing in it is syntax. Null when there is nothing to look for.
 */
export function matchWords(search: string): string | null {
  const words = search
    .replaceAll('\0', ' ')
    .split(/\s+/u)
    .filter((word) => hasToken.test(word))
    .slice(0, maxWords)
    .map((word) => `"${word.slice(0, maxWordCharacters).replaceAll('"', '""')}"`);
  return words.length === 0 ? null : `${words.join(' ')}*`;
}
