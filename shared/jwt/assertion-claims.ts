import type { AssertionCredential } from '../model/credential.ts';
import { isJsonObject, type JsonObject } from './json-object.ts';

/** What the signature of an assertion will cover, members in the order they are written. */
export type AssertionParts = { header: Record<string, unknown>; claims: Record<string, unknown> };

/** Claims with a field of their own; further claims must not name them. */
export const reservedClaims: readonly string[] = ['iss', 'sub', 'aud', 'iat', 'exp'];

/**
 * Header and claims of the assertion a credential makes at `now` (epoch ms): alg, typ, kid, and iss, sub, aud, iat, exp, then
 * the further claims. Times are whole seconds. What is empty is left out, and so are further claims that cannot be read:
 * `assertionProblems` tells of them.
 */
export function assertionClaims(credential: AssertionCredential, now: number): AssertionParts {
  const { algorithm, keyId, issuer, subject, audience, lifetimeSeconds, backDateSeconds } = credential;
  const iat = Math.floor(now / 1_000) - backDateSeconds;
  const further = Object.entries(readFurtherClaims(credential.extraClaims) ?? {});
  return {
    header: { alg: algorithm, typ: 'JWT', ...(keyId === '' ? {} : { kid: keyId }) },
    claims: {
      ...(issuer === '' ? {} : { iss: issuer }),
      ...(subject === '' ? {} : { sub: subject }),
      ...(audience === '' ? {} : { aud: audience }),
      iat,
      exp: iat + lifetimeSeconds,
      ...Object.fromEntries(further.filter(([name]) => !reservedClaims.includes(name))),
    },
  };
}

/** Further claims as an object; null when the text is no JSON object. Nothing at all is an empty one. */
export function readFurtherClaims(text: string): JsonObject | null {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
