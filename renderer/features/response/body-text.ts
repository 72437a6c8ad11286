import { readContentType } from '#shared/text/content-type.ts';

/** What a body turned out to be, judged by its content first and its declared type second. */
export type BodyText = { kind: 'empty' } | { kind: 'binary' } | { kind: 'text'; text: string };

/**
 * Decodes a body for reading. Bytes that are not UTF-8, or hold a NUL, are binary unless the response declared another
 * character set that the platform knows. A character cut in half at the end of a window is left away.
 */
export function textOfBody(bytes: Uint8Array, contentType: string | null, isWhole: boolean): BodyText {
  if (bytes.length === 0) return { kind: 'empty' };
  const declared = decoderFor(contentType);
  if (declared === null && bytes.includes(0)) return { kind: 'binary' };
  try {
    const decoder = declared ?? new TextDecoder('utf-8', { fatal: true });
    return { kind: 'text', text: decoder.decode(bytes, { stream: !isWhole }) };
  } catch {
    return { kind: 'binary' };
  }
}

/** A decoder for a declared character set other than UTF-8; null without one, or when nobody knows it. */
function decoderFor(contentType: string | null): TextDecoder | null {
  const { charset } = readContentType(contentType);
  if (charset === null || /^utf-?8$/.test(charset)) return null;
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    return null;
  }
}

/** True when the text has a line too long to be soft-wrapped without freezing the page (design rule 5). */
export function hasHugeLine(text: string, limit = 100_000): boolean {
  let start = 0;
  while (start <= text.length) {
    const end = text.indexOf('\n', start);
    const stop = end < 0 ? text.length : end;
    if (stop - start > limit) return true;
    start = stop + 1;
  }
  return false;
}
