/**
 * Looks for a secret in bytes, in every dress it might wear: as it is, URL-encoded, JSON-escaped, Base64 and Base64url at each of
 * the three alignments, hexadecimal, and UTF-16. Written apart from the product's own redaction, so that one mistake
 * cannot hide another.
 */
export function findSecret(haystack: Uint8Array, secret: string): string[] {
  const bytes = Buffer.from(haystack.buffer, haystack.byteOffset, haystack.byteLength);
  return dresses(secret)
    .filter(({ needle }) => needle.length >= 8 && bytes.includes(needle))
    .map(({ name }) => name);
}

type Dress = { name: string; needle: Buffer };

export function dresses(secret: string): Dress[] {
  const texts: [string, string][] = [
    ['plain', secret],
    ['url-encoded', encodeURIComponent(secret)],
    ['form-encoded', new URLSearchParams([['', secret]]).toString().slice(1)],
    ['json-escaped', JSON.stringify(secret).slice(1, -1)],
    ['hex', Buffer.from(secret).toString('hex')],
    ...base64Runs(secret),
  ];
  return texts.flatMap(([name, text]) => [
    { name, needle: Buffer.from(text) },
    { name: `${name}, UTF-16LE`, needle: Buffer.from(text, 'utf16le') },
    { name: `${name}, UTF-16BE`, needle: Buffer.from(text, 'utf16le').swap16() },
  ]);
}

/** The part of the Base64 text that depends on the secret alone, whatever stands before and after it. */
function base64Runs(secret: string): [string, string][] {
  return [0, 1, 2].flatMap((shift): [string, string][] => {
    const encoded = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]).toString('base64');
    const firstWhole = Math.ceil((shift * 8) / 6);
    const lastWhole = Math.floor(((shift + Buffer.byteLength(secret)) * 8) / 6);
    const run = encoded.slice(firstWhole, lastWhole);
    return [
      [`Base64 at ${shift}`, run],
      [`Base64url at ${shift}`, run.replaceAll('+', '-').replaceAll('/', '_')],
    ];
  });
}
