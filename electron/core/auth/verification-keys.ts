import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { isJsonObject, type JsonObject } from '#shared/jwt/json-object.ts';

/** A public key to check with. `kid`, `alg` and `use` are empty when the key does not say. */
export type VerifyingKey = { key: KeyObject; kid: string; alg: string; use: string };

/** `fault` is a sentence. `isSet` is true for a JWKS, where a key has to be chosen. */
export type VerifyingKeys = { ok: true; keys: VerifyingKey[]; isSet: boolean } | { ok: false; fault: string };

/** More than any issuer publishes. */
const keyLimit = 50;

const expected = 'Expected is a public key, a certificate or a private key in PEM form, a JWK or a JWKS.';

/** Reads what a signature is checked against. Of a private key its public half is taken. */
export function readVerifyingKeys(text: string): VerifyingKeys {
  const trimmed = text.replace(/^\ufeff/, '').trim();
  if (trimmed === '') return { ok: false, fault: `There is no key. ${expected}` };
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) {
    const value = parse(trimmed);
    return value === undefined ? { ok: false, fault: `The key is no valid JSON. ${expected}` } : readJwkOrJwks(value);
  }
  const pem = trimmed.replaceAll('\\r', '').replaceAll('\\n', '\n');
  try {
    return { ok: true, keys: [{ key: createPublicKey(pem), kid: '', alg: '', use: '' }], isSet: false };
  } catch {
    return { ok: false, fault: pemFault(pem) };
  }
}

/** The keys of a JWKS (RFC 7517, 5), or the one JWK. Keys nobody here can read are passed over. */
export function readJwkOrJwks(value: unknown): VerifyingKeys {
  const members: unknown = isJsonObject(value) ? (value.keys ?? [value]) : value;
  if (!Array.isArray(members)) return { ok: false, fault: `This JSON holds no key. ${expected}` };
  const jwks = members.filter(isJsonObject).filter(({ kty }) => typeof kty === 'string');
  if (jwks.length === 0) return { ok: false, fault: `This JSON holds no key. ${expected}` };
  if (jwks.every(({ kty }) => kty === 'oct')) {
    return {
      ok: false,
      fault: 'The key is a shared secret (kty oct); only signatures by a private key are checked here.',
    };
  }
  const keys = jwks.slice(0, keyLimit).flatMap(readJwk);
  const isSet = isJsonObject(value) ? Object.hasOwn(value, 'keys') : true;
  return keys.length > 0
    ? { ok: true, keys, isSet }
    : { ok: false, fault: 'The key is damaged, or of a kind unknown here.' };
}

function readJwk(jwk: JsonObject): VerifyingKey[] {
  const { kty, n, e, crv, x, y } = jwk;
  try {
    const key = createPublicKey({ key: { kty, n, e, crv, x, y } as JsonWebKey, format: 'jwk' });
    return [{ key, kid: textOf(jwk.kid), alg: textOf(jwk.alg), use: textOf(jwk.use) }];
  } catch {
    return [];
  }
}

function pemFault(pem: string): string {
  if (/-----BEGIN (?:ENCRYPTED|OPENSSH)/.test(pem))
    return `The key is sealed with a password, or one of SSH. ${expected}`;
  if (pem.includes('-----BEGIN ')) return `The key is cut or damaged, or no key. ${expected}`;
  return `This is no key. ${expected}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
