import { skipSpace } from './json-scalars.ts';
import { type JsonToken, scanJson } from './json-scan.ts';

/** Beyond this depth everything stays on one line: indentation would grow with the square of the depth. */
const deepestIndent = 64;
/** Pieces gathered before they are joined, so that a large text does not become one long rope. */
const pieceLimit = 8_192;
/** A layout longer than this is not made; JavaScript cannot hold texts much longer. */
const longestLayout = 2 ** 28;

type Layout = {
  text: string;
  pieces: string[];
  chunks: string[];
  length: number;
  depth: number;
  last: JsonToken | null;
};

/**
 * Lays JSON out over lines of two spaces' indent, as `JSON.stringify(value, null, 2)` does, from the text itself: numbers,
 * escapes and repeated keys stay as they were written. Null when the text is not JSON, or its layout would pass 256 Mi
 * characters. A byte order mark is dropped.
 */
export function layOutJson(text: string): string | null {
  const layout: Layout = { text, pieces: [], chunks: [], length: 0, depth: 0, last: null };
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const { end, fault } = scanJson(text, (token, from, to) => put(layout, token, text.slice(from, to)), start);
  if (fault !== null || skipSpace(text, end) < text.length || layout.length > longestLayout) return null;
  return layout.chunks.join('') + layout.pieces.join('');
}

function put(layout: Layout, token: JsonToken, source: string): void {
  if (layout.length > longestLayout) return;
  if (token === 'close') {
    layout.depth -= 1;
    if (layout.last !== 'open') append(layout, lineBreak(layout.depth, layout.depth + 1));
  } else if (layout.last === 'open') append(layout, lineBreak(layout.depth, layout.depth));
  append(layout, token === 'colon' ? ': ' : source);
  if (token === 'comma') append(layout, lineBreak(layout.depth, layout.depth));
  if (token === 'open') layout.depth += 1;
  layout.last = token;
}

/** `within` is the depth of the container the break belongs to. */
function lineBreak(depth: number, within: number): string {
  return within > deepestIndent ? '' : (indents[depth] ?? '');
}

const indents = Array.from({ length: deepestIndent + 1 }, (_, depth) => `\n${'  '.repeat(depth)}`);

function append(layout: Layout, piece: string): void {
  layout.pieces.push(piece);
  layout.length += piece.length;
  if (layout.pieces.length < pieceLimit) return;
  layout.chunks.push(layout.pieces.join(''));
  layout.pieces = [];
}
