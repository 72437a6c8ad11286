import { skipSpace } from './json-scalars.ts';
import { type JsonToken, scanJson } from './json-scan.ts';
import { createTextBuilder, type TextBuilder } from './text-builder.ts';

/** Beyond this depth everything stays on one line: indentation would grow with the square of the depth. */
const deepestIndent = 64;
/** A layout longer than this is not made; JavaScript cannot hold texts much longer. */
const longestLayout = 2 ** 28;

const lineFeed = 0x0a;
const space = 0x20;

type Layout = { source: string; out: TextBuilder; depth: number; last: JsonToken | null };

/**
 * Lays JSON out over lines of two spaces' indent, as `JSON.stringify(value, null, 2)` does, from the text itself: numbers,
 * escapes and repeated keys stay as they were written. Null when the text is not JSON, or its layout would pass 256 Mi
 * characters. A byte order mark is dropped.
 */
export function layOutJson(source: string): string | null {
  const layout: Layout = { source, out: createTextBuilder(), depth: 0, last: null };
  const start = source.charCodeAt(0) === 0xfeff ? 1 : 0;
  const { end, fault } = scanJson(source, (token, from, to) => put(layout, token, from, to), start);
  const isWhole = fault === null && skipSpace(source, end) === source.length;
  return isWhole && layout.out.length() <= longestLayout ? layout.out.finish() : null;
}

function put(layout: Layout, token: JsonToken, start: number, end: number): void {
  const { out, last, source } = layout;
  if (out.length() > longestLayout) return;
  if (token === 'close') {
    layout.depth -= 1;
    if (last !== 'open') breakLine(out, layout.depth, layout.depth + 1);
  } else if (last === 'open' || last === 'comma') breakLine(out, layout.depth, layout.depth);
  else if (last === 'colon') out.repeat(space, 1);
  out.copy(source, start, end);
  if (token === 'open') layout.depth += 1;
  layout.last = token;
}

/** Begins a line for something at `depth`, in a container whose items are `within` deep. */
function breakLine(out: TextBuilder, depth: number, within: number): void {
  if (within > deepestIndent) return;
  out.repeat(lineFeed, 1);
  out.repeat(space, 2 * depth);
}
