import { anatomyOf, faultOf } from '#shared/jwt/anatomy.ts';
import { decodeJwt, type Jwt } from '#shared/text/jwt.ts';

/** `bare` is the JWT without what was copied around it (`Authorization: Bearer`). `fault` says what the text is instead. */
export type PastedReading = { ok: true; bare: string; jwt: Jwt } | { ok: false; fault: string };

/** Reads a JWT that somebody pasted; null while there is nothing. */
export function readPasted(text: string): PastedReading | null {
  if (text.trim() === '') return null;
  const bare = bareJwt(text);
  const reading = anatomyOf(bare, { now: 0, clientId: null });
  if (!reading.ok) return reading;
  const jwt = decodeJwt(bare);
  return jwt === null ? { ok: false, fault: faultOf(bare) } : { ok: true, bare, jwt };
}

/** What stands around a token in headers, JSON and shells goes: the scheme, quotes, a comma, and breaks of a narrow mail. */
function bareJwt(text: string): string {
  return text
    .trim()
    .replace(/^(?:Authorization:\s*)?Bearer\s+/i, '')
    .replace(/^["']|["'],?$/g, '')
    .replaceAll(/\s*[\r\n]+\s*/g, '');
}
