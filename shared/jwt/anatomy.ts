import { splitJwt } from '../text/jwt.ts';
import { base64urlBytes, base64urlOf, base64urlText } from './base64url.ts';
import { claimNote, headerNote, type NoteContext } from './claim-notes.ts';
import { isJsonObject, type JsonObject } from './json-object.ts';

/** A header parameter or claim, with what it means (empty when nobody knows). */
export type Member = { name: string; value: unknown; note: string };

/** Header or claims of a JWT. `text` is the JSON exactly as it was signed, when that is known (`isExact`). */
export type AnatomyPart = { encoded: string; text: string; isExact: boolean; members: Member[] };

export type Anatomy = {
  header: AnatomyPart;
  claims: AnatomyPart;
  /** Bytes of the signature; null when there is none at hand, as for a token of the core, which keeps it. */
  signatureBytes: number | null;
  algorithm: string;
};

/** `fault` is a sentence: what the text is instead of a JWT. */
export type AnatomyReading = { ok: true; anatomy: Anatomy } | { ok: false; fault: string };

/**
 * Takes a JWT apart: a pasted text, or the decoded header and claims of a token whose signature stays in the core. Nothing is
 * verified.
 */
export function anatomyOf(
  jwt: string | { header: JsonObject; claims: JsonObject },
  context: NoteContext,
): AnatomyReading {
  if (typeof jwt !== 'string') return { ok: true, anatomy: fromDecoded(jwt, context) };
  const bare = jwt.trim().replace(/^(?:Authorization:\s*)?Bearer\s+/i, '');
  const parts = splitJwt(bare);
  if (parts === null) return { ok: false, fault: faultOf(bare) };
  const header = decodePart(parts.header, 'header');
  const claims = decodePart(parts.claims, 'claims');
  if (typeof header === 'string') return { ok: false, fault: header };
  if (typeof claims === 'string') return { ok: false, fault: claims };
  const signature = base64urlBytes(parts.signature);
  if (signature === null)
    return { ok: false, fault: 'The signature is no base64url: it is cut, or has a character too many.' };
  return {
    ok: true,
    anatomy: {
      header: { ...header.part, members: headerMembers(header.value, context) },
      claims: { ...claims.part, members: claimMembers(claims.value, context) },
      signatureBytes: parts.signature === '' ? null : signature.length,
      algorithm: algorithmOf(header.value),
    },
  };
}

function fromDecoded({ header, claims }: { header: JsonObject; claims: JsonObject }, context: NoteContext): Anatomy {
  return {
    header: { ...encodePart(header), members: headerMembers(header, context) },
    claims: { ...encodePart(claims), members: claimMembers(claims, context) },
    signatureBytes: null,
    algorithm: algorithmOf(header),
  };
}

function encodePart(value: JsonObject): Omit<AnatomyPart, 'members'> {
  const text = JSON.stringify(value);
  return { encoded: base64urlOf(text), text, isExact: false };
}

function decodePart(
  encoded: string,
  name: 'header' | 'claims',
): { part: Omit<AnatomyPart, 'members'>; value: JsonObject } | string {
  const text = base64urlText(encoded);
  if (text === null) return `The ${name === 'header' ? 'header is' : 'claims are'} no UTF-8 text in base64url.`;
  const value = parse(text);
  if (!isJsonObject(value)) return `The ${name === 'header' ? 'header is' : 'claims are'} no JSON object.`;
  return { part: { encoded, text, isExact: true }, value };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function headerMembers(header: JsonObject, context: NoteContext): Member[] {
  return Object.entries(header).map(([name, value]) => ({ name, value, note: headerNote(name, value, context) }));
}

function claimMembers(claims: JsonObject, context: NoteContext): Member[] {
  return Object.entries(claims).map(([name, value]) => ({
    name,
    value,
    note: claimNote(name, value, claims, context),
  }));
}

function algorithmOf({ alg }: JsonObject): string {
  return typeof alg === 'string' ? alg : '';
}

/** What a text is that is no JWS in compact form. Never repeats it. */
export function faultOf(text: string): string {
  const parts = text.split('.').length;
  if (text === '') return 'There is nothing here.';
  if (/\s/.test(text)) return 'Blanks or line breaks stand inside the token: it was copied in pieces.';
  if (parts === 5) return 'This is an encrypted token (JWE): only its recipient can read it.';
  if (parts !== 3)
    return `A JWT has three parts with dots between; this has ${parts}. An opaque token has nothing to show.`;
  if (/[+/=]/.test(text)) return 'A part is plain Base64: a JWT is written in base64url, without +, / and =.';
  return 'A part is empty or holds a character that base64url does not have.';
}
