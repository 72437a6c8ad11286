/** A place in a text, both counted from 1; the column in UTF-16 units, as editors count it. */
export type TextPosition = { line: number; column: number };

/** Line and column of an offset. Lines end with `\n`, `\r\n` or `\r`. */
export function textPosition(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset);
  const breaks = before.match(/\r\n|\n|\r/g)?.length ?? 0;
  const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  return { line: breaks + 1, column: before.length - lineStart + 1 };
}
