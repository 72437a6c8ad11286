import { createPublicKey } from 'node:crypto';
import type { Connection } from '#shared/model/connection.ts';
import type { Credential } from '#shared/model/credential.ts';
import type { Verification, VerificationKey } from '#shared/model/verification.ts';
import { decodeJwt } from '#shared/text/jwt.ts';
import type { AssertionSigner } from '../auth/sign-assertion.ts';
import { createJwtVerifier, type VerificationKeyMaterial } from '../auth/verify-jwt.ts';
import type { ClientCertificate } from '../exchange/identity.ts';
import { Failure } from '../failure.ts';
import type { Clock } from '../ports.ts';
import type { SecretStore } from '../store/secrets.ts';

type Subject = { kind: 'connection'; connectionId: string } | { kind: 'pasted'; jwt: string };

export type VerifyInput = {
  subject: Subject;
  against: VerificationKey;
  flip: { part: 'header' | 'claims'; at: number } | null;
};

type Dependencies = {
  clock: Clock;
  secrets: SecretStore;
  signer: AssertionSigner;
  /** @throws Failure CONNECTION_NOT_FOUND */
  find(id: string): Connection;
  /** The token at hand, fresh or not; null when none was fetched. */
  tokenAtHand(connection: Connection): string | null;
  /** Over the way, and with the trust, of a connection; with its client certificate where one is given. */
  fetchJson(url: string, connection: Connection | null, certificate: ClientCertificate | null): Promise<unknown>;
};

export type TokenVerification = { verify(input: VerifyInput): Promise<Verification> };

/** Finds what a signature is checked over and against, and has it checked. The token itself never gets out. */
export function createTokenVerification(deps: Dependencies): TokenVerification {
  return {
    async verify({ subject, against, flip }) {
      const connection = subject.kind === 'connection' ? deps.find(subject.connectionId) : null;
      const fetchJson = async (url: string) =>
        deps.fetchJson(url, connection, connection && (await certificateFor(url, connection, deps)));
      const jwt = subject.kind === 'pasted' ? subject.jwt : await jwtOf(deps.find(subject.connectionId), deps);
      if (jwt === null) return cannot('There is no JWT to check yet: get a token first.');
      const material = await materialFor(jwt, against, connection, { ...deps, fetchJson });
      if (material === null) return cannot('The issuer of this token does not say where its keys are: give a key.');
      return createJwtVerifier({ fetchJson }).verify(jwt, material, flip);
    },
  };
}

function cannot(sentence: string): Verification {
  return { isValid: false, sentence, keyChoice: '' };
}

/** The token at hand; else what the credential itself is or signs. Null when there is neither. */
async function jwtOf(connection: Connection, deps: Dependencies): Promise<string | null> {
  const token = deps.tokenAtHand(connection);
  const { credential, id } = connection;
  if (token !== null || credential.kind === 'oauth2-client-credentials') return token;
  if (credential.kind === 'assertion') {
    return (await deps.signer.sign(credential, await privateKeyOf(id, deps), deps.clock.now())).jwt;
  }
  const secret = credential.kind === 'bearer' ? await deps.secrets.read(id) : null;
  return secret?.kind === 'bearer-token' ? secret.value : null;
}

/** @throws Failure SECRET_MISSING, VAULT_LOCKED */
async function privateKeyOf(id: string, { secrets }: Pick<Dependencies, 'secrets'>): Promise<string> {
  const secret = await secrets.read(id);
  if (secret?.kind === 'private-key') return secret.pem;
  throw new Failure('SECRET_MISSING', 'The key of this connection has to be given again.');
}

/** An issuer that logs in by certificate may ask for it whatever the path. It is shown to nobody else. */
async function certificateFor(
  url: string,
  { id, credential }: Connection,
  { secrets }: Pick<Dependencies, 'secrets'>,
): Promise<ClientCertificate | null> {
  if (credential.kind !== 'oauth2-client-credentials' || originOf(url) !== originOf(credential.tokenUrl)) return null;
  const secret = credential.secretKind === 'x509' ? await secrets.read(id) : null;
  return secret?.kind === 'x509' ? { certificate: secret.certificate, key: secret.key } : null;
}

type Lookup = Pick<Dependencies, 'secrets' | 'tokenAtHand'> & { fetchJson(url: string): Promise<unknown> };

/** What to check against. The key of a connection is its own public key, or what the issuer of its token publishes. */
async function materialFor(
  jwt: string,
  against: VerificationKey,
  connection: Connection | null,
  deps: Lookup,
): Promise<VerificationKeyMaterial | null> {
  if (against.kind !== 'connection-key') return against;
  if (connection === null) return null;
  const { credential } = connection;
  if (credential.kind === 'assertion' && deps.tokenAtHand(connection) === null) {
    const key = createPublicKey(await privateKeyOf(connection.id, deps));
    return { kind: 'text', text: key.export({ type: 'spki', format: 'pem' }).toString() };
  }
  const url = await jwksUrl(jwt, tokenUrlOf(credential), deps.fetchJson);
  return url === null ? null : { kind: 'jwks-url', url };
}

function tokenUrlOf(credential: Credential): string | null {
  if (credential.kind === 'oauth2-client-credentials') return credential.tokenUrl;
  return credential.kind === 'assertion' && 'tokenUrl' in credential.placement ? credential.placement.tokenUrl : null;
}

/**
 * UAA publishes its keys at `/token_keys` beside `/oauth/token`, and not where it asks for a client certificate. Any other
 * issuer is asked where its keys are (OpenID Connect Discovery 1.0, 4), if it is at home where its token came from: the
 * claims are not proven yet, and must not send us anywhere else.
 */
async function jwksUrl(jwt: string, tokenUrl: string | null, fetchJson: Lookup['fetchJson']): Promise<string | null> {
  if (tokenUrl?.endsWith('/oauth/token')) {
    return tokenUrl.replace(/\/oauth\/token$/, '/token_keys').replace('.authentication.cert.', '.authentication.');
  }
  const issuer = decodeJwt(jwt)?.claims.iss;
  if (tokenUrl === null || typeof issuer !== 'string' || originOf(issuer) !== originOf(tokenUrl)) return null;
  const metadata = await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`).catch(() => null);
  const url = typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'jwks_uri') : null;
  return typeof url === 'string' && originOf(url) === originOf(tokenUrl) ? url : null;
}

function originOf(address: string): string | null {
  return URL.parse(address)?.origin ?? null;
}
