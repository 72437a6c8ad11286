import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { Clock } from '../../ports.ts';
import type { ServiceInstance } from './service-instance.ts';
import type { TokenSigner } from './sign-token.ts';

export type TokenCheck =
  | { isValid: true; clientId: string; authorities: string[]; isPerson: boolean; isOfInstance: boolean }
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
    const iat = payload.iat ?? 0;
    if (iat * 1000 > clock.now() + leewayMs) return refuse('invalid_token', usedBefore(iat));
    return {
      isValid: true,
      clientId: String(payload.client_id),
      authorities,
      isPerson: payload.user_name !== undefined,
      isOfInstance: isOfInstance(payload, instance),
    };
  } catch (error) {
    return refuse('invalid_token', describe(error, signer));
  }
}

/** What the libraries allow for clocks that differ. */
const leewayMs = 60_000;

function isOfInstance({ ext_attr }: JWTPayload, { serviceInstanceId }: ServiceInstance): boolean {
  const id = typeof ext_attr === 'object' && ext_attr !== null ? Reflect.get(ext_attr, 'serviceinstanceid') : null;
  return id === serviceInstanceId;
}

/** Worded as UAA (`TokenValidation`), SAP's Java library (`JwtAudienceValidator`) and Spring (`JwtTimestampValidator`) do. */
function describe(error: unknown, { issuer }: TokenSigner): string {
  if (error instanceof errors.JWTExpired) return 'Access token expired';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'Invalid token signature';
  if (error instanceof errors.JWTClaimValidationFailed) return describeClaim(error.claim, error.payload, issuer);
  return 'Cannot convert access token to JSON';
}

function describeClaim(claim: string, { iss, aud, nbf }: JWTPayload, issuer: string): string {
  if (claim === 'iss') return `Invalid issuer (${iss}) for token did not match expected: ${issuer}`;
  if (claim === 'aud') return `Jwt token with audience [${[aud].flat().join(', ')}] is not issued for these clientIds.`;
  return claim === 'nbf' ? usedBefore(nbf ?? 0) : `Invalid token claim: ${claim}`;
}

function usedBefore(seconds: number): string {
  return `Jwt used before ${new Date(seconds * 1000).toISOString()}`;
}

function refuse(error: string, description: string): TokenCheck {
  return { isValid: false, error, description };
}
