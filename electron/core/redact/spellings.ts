/** One way a secret may be written, as bytes, and what to write instead. */
export type Needle = { bytes: Uint8Array; replacement: Uint8Array };

/**
 * A secret shorter than this is not searched for: it would be found everywhere and make every recording unreadable.
 * No token endpoint hands out such a secret.
 */
export const shortestSecret = 4;

/**
 * Every spelling in which a server, a proxy or a log may give a secret back: as it is, JSON-escaped, URL-encoded in both
 * styles and both cases of hexadecimal, Base64 and Base64url at the three alignments (so also inside `user:secret`),
 * hexadecimal; each of them in UTF-8 and in UTF-16 of both byte orders. Of a JWT also the signature alone: header and
 * claims may be shown, but never beside the part that makes them valid.
 */
export function spellingsOf(secret: string, pseudonym: string): Needle[] {
  if (secret.length < shortestSecret) return [];
  const texts = new Set([
    ...plainSpellings(secret),
    ...percentSpellings(secret),
    ...hexSpellings(secret),
    ...base64Spellings(secret),
    ...base64Spellings(formEncode(secret)),
    ...signatureOf(secret),
  ]);
  return [...texts].filter((text) => text.length >= shortestSecret).flatMap((text) => inEachCharset(text, pseudonym));
}

/** `application/x-www-form-urlencoded` text of one value (space becomes `+`). */
export function formEncode(value: string): string {
  return new URLSearchParams([['', value]]).toString().slice(1);
}

function plainSpellings(secret: string): string[] {
  const escaped = JSON.stringify(secret).slice(1, -1);
  const ascii = escaped.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [secret, escaped, escaped.replaceAll('/', '\\/'), ascii, ascii.replaceAll('/', '\\/')];
}

function percentSpellings(secret: string): string[] {
  const component = encodeComponent(secret);
  const strict = component.replace(/[!'()*~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const upper = [
    component,
    strict,
    component.replaceAll('%20', '+'),
    strict.replaceAll('%20', '+'),
    formEncode(secret),
  ];
  return [...upper, ...upper.map((text) => text.replace(/%[0-9A-F]{2}/g, (octet) => octet.toLowerCase()))];
}

/** `encodeURIComponent` that takes a lone surrogate as U+FFFD instead of throwing. */
function encodeComponent(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function hexSpellings(secret: string): string[] {
  const hex = Buffer.from(secret).toString('hex');
  return [hex, hex.toUpperCase()];
}

/** The Base64 characters that depend on the secret alone, whatever stands before and after it, for each alignment. */
function base64Spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    const run = encoded.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
    return [run, run.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function signatureOf(secret: string): string[] {
  const signature = /^[\w-]+\.[\w-]+\.([\w-]{16,})$/.exec(secret)?.[1];
  return signature === undefined ? [] : [signature];
}

function inEachCharset(text: string, pseudonym: string): Needle[] {
  const wide = Buffer.from(text, 'utf16le');
  const wideReplacement = Buffer.from(pseudonym, 'utf16le');
  return [
    { bytes: Buffer.from(text), replacement: Buffer.from(pseudonym) },
    { bytes: wide, replacement: wideReplacement },
    { bytes: Buffer.from(wide).swap16(), replacement: Buffer.from(wideReplacement).swap16() },
  ];
}
