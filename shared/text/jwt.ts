/** The three parts of a signed token, still encoded. */
export type JwtParts = { header: string; claims: string; signature: string };

/** A token's JOSE header and claims, decoded and not verified. */
export type Jwt = { header: Record<string, unknown>; claims: Record<string, unknown> };

/** Splits a JWS in compact form (RFC 7515, section 7.1); null when it is not one. An empty signature counts as one. */
export function splitJwt(text: string): JwtParts | null {
  const match = /^([\w-]+)\.([\w-]+)\.([\w-]*)$/.exec(text.trim());
  if (match === null) return null;
  const [, header = '', claims = '', signature = ''] = match;
  return { header, claims, signature };
}

/** Decodes a JWT without verifying it; null for an opaque or encrypted token, or one that is not UTF-8 JSON inside. */
export function decodeJwt(text: string): Jwt | null {
  const parts = splitJwt(text);
  if (parts === null) return null;
  const header = decodePart(parts.header);
  const claims = decodePart(parts.claims);
  return header === null || claims === null ? null : { header, claims };
}

function decodePart(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(part)));
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function bytesOf(base64url: string): Uint8Array {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
