import { errors, jwtVerify } from 'jose';
import type { Clock } from '../../ports.ts';
import type { ServiceInstance } from './service-instance.ts';
import type { TokenSigner } from './sign-token.ts';

export type TokenCheck =
  | { isValid: true; clientId: string; authorities: string[] }
  | { isValid: false; error: string; description: string };

/**
 * Verifies a Bearer token: signature, issuer, audience and time, against the injected clock. Scopes come back without
 * the service's prefix. The description never repeats the token.
 */
export async function checkToken(
  authorization: string | null,
  signer: TokenSigner,
  instance: ServiceInstance,
  clock: Clock,
): Promise<TokenCheck> {
  const token = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) {
    return refuse('unauthorized', 'Full authentication is required to access this resource');
  }
  try {
    const { payload } = await jwtVerify(token, signer.publicKey, {
      algorithms: ['RS256'],
      issuer: signer.issuer,
      audience: instance.serviceName,
      currentDate: new Date(clock.now()),
    });
    const prefix = `${instance.serviceName}.`;
    const scopes = Array.isArray(payload.scope) ? payload.scope.map(String) : [];
    const authorities = scopes.filter((scope) => scope.startsWith(prefix)).map((scope) => scope.slice(prefix.length));
    return { isValid: true, clientId: String(payload.client_id), authorities };
  } catch (error) {
    return refuse('invalid_token', describe(error));
  }
}

function describe(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'Access token expired';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'Invalid token signature';
  if (error instanceof errors.JWTClaimValidationFailed) return `Invalid token claim: ${error.claim}`;
  return 'Cannot convert access token to JSON';
}

function refuse(error: string, description: string): TokenCheck {
  return { isValid: false, error, description };
}
