/** The bytes of a base64url text (RFC 7515, 2); null when it is none. Padding is not part of it. */
export function base64urlBytes(text: string): Uint8Array | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** Text as UTF-8 in base64url, as the parts of a JWT are written. */
export function base64urlOf(text: string): string {
  return base64Of(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The UTF-8 text in a base64url part; null when it is not one. */
export function base64urlText(part: string): string | null {
  const bytes = base64urlBytes(part);
  if (bytes === null) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** One step of how a part of a JWT comes about, with what it looks like after it. */
export type EncodingStep = { name: string; explanation: string; value: string };

/** From the JSON text of a part to its base64url, step by step. `value` of the bytes is hexadecimal. */
export function base64urlSteps(text: string): EncodingStep[] {
  const bytes = new TextEncoder().encode(text);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const base64 = base64Of(text);
  return [
    { name: 'JSON', explanation: 'The part as a text. Blanks and the order of the members count.', value: text },
    { name: 'UTF-8', explanation: 'The text as bytes: a letter outside of ASCII takes two to four.', value: hex },
    { name: 'Base64', explanation: 'Three bytes become four characters, filled up with =.', value: base64 },
    {
      name: 'base64url',
      explanation: '+ becomes -, / becomes _, and the = at the end go: the result fits into a URL.',
      value: base64urlOf(text),
    },
  ];
}

function base64Of(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
