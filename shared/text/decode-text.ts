/**
 * A file's bytes as text. The byte order mark decides, because PowerShell's `>` writes UTF-16 and editors on Windows put
 * a mark before UTF-8; without one it is UTF-8, with U+FFFD for what is not.
 */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}
