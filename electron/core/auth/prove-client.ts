import { randomUUID } from 'node:crypto';
import { readFurtherClaims } from '#shared/jwt/assertion-claims.ts';
import type { Connection } from '#shared/model/connection.ts';
import type { AssertionCredential } from '#shared/model/credential.ts';
import type { ClientCertificate, Identity } from '../exchange/identity.ts';
import { headerProblems } from '../exchange/prepare-request.ts';
import { Failure } from '../failure.ts';
import type { Clock } from '../ports.ts';
import type { Secret, SecretStore } from '../store/secrets.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { Login } from './call-token-endpoint.ts';
import type { ClockSkew } from './clock-skew.ts';
import { longEnough, readSecret } from './read-secret.ts';
import type { AssertionSigner } from './sign-assertion.ts';
import type { TokenCredential } from './token-credential.ts';

export type ProverDependencies = {
  clock: Clock;
  settings: SettingsStore;
  skew: ClockSkew;
  signer: AssertionSigner;
};

/** @throws Failure SECRET_MISSING, VAULT_LOCKED */
export function readTokenSecret(
  secrets: Pick<SecretStore, 'read'>,
  connectionId: string,
  credential: TokenCredential,
): Promise<Secret> {
  return readSecret(secrets, connectionId, credential.kind === 'assertion' ? 'private-key' : credential.secretKind);
}

/**
 * Puts together what a token endpoint is told.
 * @throws Failure CREDENTIAL_INVALID when it cannot be put on the wire, or into what is recorded without showing
 */
export async function loginOf(
  connection: Connection,
  credential: TokenCredential,
  secret: Secret,
  deps: ProverDependencies,
): Promise<Login> {
  const certificate = secret.kind === 'x509' ? { certificate: secret.certificate, key: secret.key } : null;
  const proof = await proofOf(connection, credential, secret, deps);
  return { connection, ...provenBy(credential, proof), identity: identityOf(connection, deps.settings, certificate) };
}

/**
 * A credential with what proves it: the client secret, the signed assertion, or null for a certificate.
 * @throws Failure CREDENTIAL_INVALID
 */
export function provenBy(credential: TokenCredential, proof: string | null): Pick<Login, 'credential' | 'proof'> {
  if (credential.kind === 'assertion') return { credential, proof };
  refuseBrokenHeaders(credential.extraHeaders);
  return { credential, proof: proof === null ? null : longEnough(proof, 'client secret') };
}

/** As whom a connection's calls are made, whom they trust and which way they take. */
export function identityOf(
  connection: Connection | null,
  settings: Pick<SettingsStore, 'get'>,
  clientCertificate: ClientCertificate | null,
): Identity {
  const { proxy } = settings.get();
  return connection === null ? { proxy } : { proxy, trust: connection.trust, clientCertificate };
}

/** Signs an assertion for now, by the server's clock as far as it is known. */
export async function signNow(
  connection: Connection,
  credential: AssertionCredential,
  pem: string,
  { clock, skew, signer }: Pick<ProverDependencies, 'clock' | 'skew' | 'signer'>,
): Promise<string> {
  const { jwt } = await signer.sign(credential, pem, serverNow(connection.id, clock, skew));
  return jwt;
}

/** Epoch ms by the clock of a connection's servers; by ours while theirs is not known. */
export function serverNow(connectionId: string, clock: Clock, skew: ClockSkew): number {
  return clock.now() + (skew.of(connectionId) ?? 0);
}

async function proofOf(
  connection: Connection,
  credential: TokenCredential,
  secret: Secret,
  deps: ProverDependencies,
): Promise<string | null> {
  if (credential.kind === 'assertion') {
    const once = withId(credential, randomUUID());
    return secret.kind === 'private-key' ? signNow(connection, once, secret.pem, deps) : null;
  }
  return secret.kind === 'client-secret' ? secret.value : null;
}

/**
 * A token endpoint may take an assertion once only, told by its `jti` (RFC 7523, 3, point 7; OpenID Connect demands one), so
 * each gets its own, unless the further claims name one.
 */
export function withId<C extends AssertionCredential>(credential: C, id: string): C {
  const further = readFurtherClaims(credential.extraClaims);
  if (further === null || 'jti' in further) return credential;
  return { ...credential, extraClaims: JSON.stringify({ ...further, jti: id }) };
}

function refuseBrokenHeaders(headers: readonly { name: string; value: string }[] = []): void {
  const problems = headers.flatMap(headerProblems).map((problem) => ({ ...problem, field: 'credential.extraHeaders' }));
  const [first] = problems;
  if (first) throw new Failure('CREDENTIAL_INVALID', first.sentence, { problems });
}
