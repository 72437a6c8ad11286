/**
 * Everything in a text that is written like a signed token (RFC 7515, 7.1), each once. One look at each character: a text
 * made to be slow is as fast as any other.
 */
export function findJwts(text: string): string[] {
  const found = new Set<string>();
  for (let at = text.indexOf('eyJ'); at !== -1; ) {
    let end = at;
    while (end < text.length && isTokenCharacter(text.charCodeAt(end))) end += 1;
    const [header = '', claims = '', signature] = text.slice(at, end).split('.', 3);
    if (header.length > 10 && claims !== '' && signature !== undefined) found.add(`${header}.${claims}.${signature}`);
    at = text.indexOf('eyJ', end);
  }
  return [...found];
}

/** Letters, digits, `-`, `_` and `.` */
function isTokenCharacter(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x2d ||
    code === 0x2e ||
    code === 0x5f
  );
}
