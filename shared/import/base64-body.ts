import { decodeText } from '../text/decode-text.ts';
import { longestBody } from './imported-exchange.ts';

/** The text behind Base64; null for what is no Base64 or no text. */
export function textOfBase64(base64: string): string | null {
  const cut = base64.replaceAll(/\s/g, '').slice(0, Math.ceil((longestBody * 4) / 3 / 4) * 4);
  try {
    const binary = atob(cut);
    return textOfBytes(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
  } catch {
    return null;
  }
}

/** Bytes as text; null for what holds zero bytes and so is none. */
export function textOfBytes(bytes: Uint8Array): string | null {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return bytes.includes(0) && !isUtf16 ? null : decodeText(bytes);
}
