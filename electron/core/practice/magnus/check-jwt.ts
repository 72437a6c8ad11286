import { createPublicKey, verify } from 'node:crypto';
import type { Clock } from '../../ports.ts';

/** Service accounts known to Magnus: e-mail address → public key as PEM. */
export type Registrations = ReadonlyMap<string, string>;

export type JwtCheck = { isValid: true; email: string } | { isValid: false; message: string };

/** Seconds by which the caller's clock may be off. */
const toleranceSeconds = 30;
const longestSeconds = 3600;

/**
 * Verifies the `jwt` of a body: header exactly RS256 and JWT, `iss` registered, the signature by that account's key, `iat` and
 * `exp` in seconds and at most an hour apart. Further claims are tolerated. Messages name claims and never repeat them.
 */
export function checkJwt(jwt: unknown, registrations: Registrations, clock: Clock): JwtCheck {
  if (typeof jwt !== 'string' || jwt === '') return refuse('The request carries no jwt.');
  const parts = jwt.split('.');
  if (parts.length !== 3 || !parts.every((part) => /^[\w-]+$/.test(part))) {
    return refuse('The jwt is not made of three base64url parts without padding.');
  }
  const [headerPart = '', claimsPart = '', signature = ''] = parts;
  const header = decode(headerPart);
  const claims = decode(claimsPart);
  if (header === null || claims === null) return refuse('The header or the claim set of the jwt is not JSON.');
  if (header.alg !== 'RS256') return refuse('The jwt is not signed with RS256, the only algorithm accepted.');
  if (header.typ !== 'JWT') return refuse("The header of the jwt lacks the type 'JWT'.");
  const { iss } = claims;
  if (typeof iss !== 'string' || !iss.endsWith('.gserviceaccount.com')) {
    return refuse('The claim iss is not the e-mail address of a service account.');
  }
  const publicKey = registrations.get(iss);
  if (publicKey === undefined) return refuse('The service account of the claim iss is not registered.');
  if (!isSignedBy(publicKey, `${headerPart}.${claimsPart}`, signature)) {
    return refuse('The signature of the jwt does not fit the registered key of the service account.');
  }
  const timeFault = faultOfTimes(claims.iat, claims.exp, clock.now() / 1000);
  return timeFault === null ? { isValid: true, email: iss } : refuse(timeFault);
}

function isSignedBy(publicKeyPem: string, signed: string, signature: string): boolean {
  return verify('sha256', Buffer.from(signed), createPublicKey(publicKeyPem), Buffer.from(signature, 'base64url'));
}

function faultOfTimes(iat: unknown, exp: unknown, nowSeconds: number): string | null {
  if (!isSeconds(iat)) return 'The claim iat is not a time in seconds since 1970.';
  if (!isSeconds(exp)) return 'The claim exp is not a time in seconds since 1970.';
  if (exp <= iat) return 'The claim exp is not later than iat.';
  if (exp - iat > longestSeconds) return 'The claim exp is more than one hour later than iat.';
  if (iat > nowSeconds + toleranceSeconds) return 'The claim iat is in the future.';
  return exp < nowSeconds - toleranceSeconds ? 'The jwt has expired.' : null;
}

/** Milliseconds would name a year beyond 5000. */
function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 && value < 1e11;
}

function decode(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(part, 'base64url')));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function refuse(message: string): JwtCheck {
  return { isValid: false, message };
}
