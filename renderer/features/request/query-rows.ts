/** One parameter of a URL's query string as people read it. Its place in the list is its place between the ampersands. */
export type QueryRow = { name: string; value: string };

/**
 * Reads the query string of a URL template. Percent escapes are decoded and `+` is a space, as servers read them
 * (WHATWG URL, application/x-www-form-urlencoded); an escape that is broken stays as it is typed.
 */
export function readQueryRows(url: string): QueryRow[] {
  return segmentsOf(url).map((segment) => {
    const equals = segment.indexOf('=');
    const name = equals < 0 ? segment : segment.slice(0, equals);
    const value = equals < 0 ? '' : segment.slice(equals + 1);
    return { name: decode(name), value: decode(value) };
  });
}

/**
 * Puts a parameter in the place of the one at `index`, and leaves every other one exactly as it was typed. The place
 * behind the last one adds it.
 */
export function replaceQueryRow(url: string, index: number, row: QueryRow): string {
  const segments = segmentsOf(url);
  segments[index] = writeRow(row);
  return withSegments(url, segments);
}

/** Takes a parameter out; the question mark goes with the last one. */
export function removeQueryRow(url: string, index: number): string {
  return withSegments(
    url,
    segmentsOf(url).filter((_, at) => at !== index),
  );
}

type UrlParts = { before: string; query: string | null; fragment: string };

function partsOf(url: string): UrlParts {
  const hash = url.indexOf('#');
  const beforeHash = hash < 0 ? url : url.slice(0, hash);
  const fragment = hash < 0 ? '' : url.slice(hash);
  const mark = beforeHash.indexOf('?');
  if (mark < 0) return { before: beforeHash, query: null, fragment };
  return { before: beforeHash.slice(0, mark), query: beforeHash.slice(mark + 1), fragment };
}

function segmentsOf(url: string): string[] {
  const { query } = partsOf(url);
  return query === null || query === '' ? [] : query.split('&');
}

function withSegments(url: string, segments: readonly string[]): string {
  const { before, fragment } = partsOf(url);
  return segments.length === 0 ? before + fragment : `${before}?${segments.join('&')}${fragment}`;
}

function writeRow({ name, value }: QueryRow): string {
  const writtenName = encode(name).replaceAll('=', '%3D');
  return value === '' && name !== '' ? `${writtenName}=` : `${writtenName}${value === '' ? '' : '='}${encode(value)}`;
}

/** Characters that would end or change a parameter. OData's `$`, `,`, `'` and `{{name}}` stay readable. */
const mustEscape = /[&#+%"<>\\^`|\s\p{Cc}]|[^\p{ASCII}]/gu;

function encode(text: string): string {
  return text.replace(mustEscape, (character) =>
    // Half of a surrogate pair has no UTF-8 form; it becomes the replacement character, as in every URL parser.
    /^\p{Surrogate}$/u.test(character) ? '%EF%BF%BD' : encodeURIComponent(character),
  );
}

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
