import { randomUUID } from 'node:crypto';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { Clock } from '../../ports.ts';
import { type ServiceInstance, scopeOf } from './service-instance.ts';
import type { TokenDefect } from './token-faults.ts';

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

/** `defectOf` says what is to be wrong with a token issued at this moment, in epoch seconds. */
export async function createTokenSigner(
  clock: Clock,
  uaaUrl: string,
  defectOf: (issuedAt: number) => TokenDefect,
): Promise<TokenSigner> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { modulusLength: 2048 });
  const publicKeyPem = await exportSPKI(publicKey);
  const jwk = await exportJWK(publicKey);
  let foreignKey: Promise<CryptoKey> | null = null;
  const makeForeignKey = async () => (await generateKeyPair('RS256', { modulusLength: 2048 })).privateKey;
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
      const { claims, isForged } = defectOf(issuedAt);
      if (isForged) foreignKey ??= makeForeignKey();
      const key = (isForged ? await foreignKey : null) ?? privateKey;
      const accessToken = await new SignJWT({
        ...clientClaims(instance),
        jti,
        authorities: scopes,
        scope: scopes,
        iat: issuedAt,
        exp: issuedAt + tokenLifetimeSeconds,
        iss: issuer,
        ...claims,
      })
        .setProtectedHeader({ alg: 'RS256', jku: `${uaaUrl}/token_keys`, kid: keyId, typ: 'JWT' })
        .sign(key);
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
