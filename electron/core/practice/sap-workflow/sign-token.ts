import { randomUUID } from 'node:crypto';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { Clock } from '../../ports.ts';
import { type ServiceInstance, scopeOf } from './service-instance.ts';

/** Seconds a token lives. */
export const tokenLifetimeSeconds = 43_200;

export type SignedToken = { accessToken: string; jti: string; scopes: string[] };

/** The signing key of one practice system, made at its start and gone with it. */
export type TokenSigner = {
  issuer: string;
  publicKey: CryptoKey;
  publicKeyPem: string;
  /** Body of UAA's `/token_keys`. */
  jwks: { keys: JWK[] };
  sign(instance: ServiceInstance, authorities: readonly string[]): Promise<SignedToken>;
};

const keyId = 'default-jwt-key-1';

export async function createTokenSigner(clock: Clock, uaaUrl: string): Promise<TokenSigner> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { modulusLength: 2048 });
  const publicKeyPem = await exportSPKI(publicKey);
  const jwk = await exportJWK(publicKey);
  const issuer = `${uaaUrl}/oauth/token`;
  return {
    issuer,
    publicKey,
    publicKeyPem,
    jwks: { keys: [{ ...jwk, use: 'sig', alg: 'RS256', kid: keyId, value: publicKeyPem } as JWK] },
    async sign(instance, authorities) {
      const jti = randomUUID().replaceAll('-', '');
      const scopes = authorities.map((authority) => scopeOf(instance, authority));
      const issuedAt = Math.floor(clock.now() / 1000);
      const accessToken = await new SignJWT({
        ...clientClaims(instance),
        jti,
        authorities: scopes,
        scope: scopes,
        iat: issuedAt,
        exp: issuedAt + tokenLifetimeSeconds,
        iss: issuer,
      })
        .setProtectedHeader({ alg: 'RS256', jku: `${uaaUrl}/token_keys`, kid: keyId, typ: 'JWT' })
        .sign(privateKey);
      return { accessToken, jti, scopes };
    },
  };
}

/** The claims of an XSUAA client-credentials token that follow from the client alone. */
function clientClaims(instance: ServiceInstance): Record<string, unknown> {
  return {
    ext_attr: {
      enhancer: 'XSUAA',
      subaccountid: instance.subaccountId,
      zdn: instance.tenant,
      serviceinstanceid: instance.serviceInstanceId,
    },
    sub: instance.clientId,
    client_id: instance.clientId,
    cid: instance.clientId,
    azp: instance.clientId,
    grant_type: 'client_credentials',
    rev_sig: instance.revisionSignature,
    zid: instance.subaccountId,
    aud: ['uaa', instance.serviceName, instance.clientId],
  };
}
