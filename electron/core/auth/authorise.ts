import type { Connection } from '#shared/model/connection.ts';
import type { AssertionCredential, Credential } from '#shared/model/credential.ts';
import type { Evidence } from '#shared/model/gate-report.ts';
import type { ClientCertificate } from '../exchange/identity.ts';
import { hasHeader, type PreparedRequest } from '../exchange/prepare-request.ts';
import { createRedactor } from '../redact/redactor.ts';
import type { TypedSecretKind } from './live-proofs.ts';
import type { LoginOutcome } from './login-outcome.ts';
import { isOwnEndpoint } from './own-endpoints.ts';
import { applyProof, type Proof, proofSecrets } from './proof.ts';
import type { Session } from './session-cookies.ts';
import { asTokenCredential } from './token-credential.ts';
import { stateOfJwt } from './token-state.ts';

/** A call with its proof in it. When `login` holds a failure, it must not be sent. */
export type Authorised = {
  request: PreparedRequest;
  /** Null for a call that proves nothing. */
  login: LoginOutcome | null;
  /** What the token is bound to; null for most. */
  certificate: ClientCertificate | null;
  /** Whose session cookies the answer hands out; null when none are kept. */
  session: Session | null;
  notes: Evidence[];
};

/**
 * Where secrets come from: the vault and the token endpoint for a call that is sent, stand-ins for one that is previewed.
 * Each throws the Failures of reading a secret.
 */
export type ProofSource = {
  now(): number;
  token(connection: Connection): Promise<LoginOutcome>;
  secret(connection: Connection, kind: TypedSecretKind): Promise<string>;
  assertion(connection: Connection, credential: AssertionCredential): Promise<string>;
  session(connection: Connection, url: URL, password: string): { session: Session; cookie: string | null } | null;
};

/**
 * Lets a connection's credential prove itself in a call to one of its endpoints. What the draft sets itself wins, and a host
 * that is no endpoint gets nothing; both are noted, and nothing is fetched, signed or read then. What is added goes by the
 * name of the credential, so that no redirect takes it elsewhere.
 * @throws Failure SECRET_MISSING, VAULT_LOCKED, CREDENTIAL_INVALID; DRAFT_INVALID when the body has no place for the proof
 */
export async function authorise(
  connection: Connection | null,
  request: PreparedRequest,
  source: ProofSource,
): Promise<Authorised> {
  const bare = { request, login: null, certificate: null, session: null, notes: [] };
  if (connection === null || connection.credential.kind === 'none') return bare;
  const own = setByDraft(connection.credential, request);
  if (own !== null) return { ...bare, notes: [own] };
  if (!isOwnEndpoint(connection, request.url)) return { ...bare, notes: [strangersHost(request.url)] };
  if (asTokenCredential(connection.credential) !== null) return withToken(request, await source.token(connection));
  const { proof, session } = await proofOf(connection, request, source);
  const login = { ...outcomeOf(connection, proof, source), certificate: null };
  return { ...bare, request: applyProof(request, proof), login, session };
}

/** The header that carries the proof of a credential; null when it goes into the body or the address. */
function headerOf(credential: Credential): string | null {
  if (credential.kind === 'api-key') return credential.in === 'header' ? credential.name.toLowerCase() : null;
  const isInBody = credential.kind === 'assertion' && credential.placement.in === 'body-property';
  return isInBody || credential.kind === 'none' ? null : 'authorization';
}

function setByDraft(credential: Credential, { headers }: PreparedRequest): Evidence | null {
  const name = headerOf(credential);
  if (name === null || !hasHeader(headers, name)) return null;
  const header = headers.find((one) => one.name.toLowerCase() === name)?.name ?? name;
  return { text: `the login of the connection was not used: the draft sets ${header} itself`, source: 'draft' };
}

function strangersHost({ host }: URL): Evidence {
  return { text: `the login of the connection was not used: ${host} is none of its endpoints`, source: 'connection' };
}

function withToken(request: PreparedRequest, login: LoginOutcome): Authorised {
  const told = { login, certificate: login.certificate, session: null, notes: [] };
  if (login.token === null) return { ...told, request };
  const proof: Proof = { kind: 'bearer', value: login.token.value, isAssertion: false };
  return { ...told, request: applyProof(request, proof) };
}

type Proven = { proof: Proof; session: Session | null };

/** The proof of a credential without a token endpoint. */
export async function proofOf(connection: Connection, request: PreparedRequest, source: ProofSource): Promise<Proven> {
  const { credential } = connection;
  switch (credential.kind) {
    case 'assertion': {
      const value = await source.assertion(connection, credential);
      const { placement } = credential;
      if (placement.in !== 'body-property')
        return { proof: { kind: 'bearer', value, isAssertion: true }, session: null };
      return { proof: { kind: 'body-property', property: placement.property, value }, session: null };
    }
    case 'basic': {
      const password = await source.secret(connection, 'password');
      const kept = source.session(connection, request.url, password);
      const cookie = hasHeader(request.headers, 'cookie') ? null : (kept?.cookie ?? null);
      return {
        proof: { kind: 'basic', username: credential.username, password, cookie },
        session: kept?.session ?? null,
      };
    }
    case 'api-key': {
      const value = await source.secret(connection, 'api-key');
      return { proof: { ...credential, value }, session: null };
    }
    default: {
      const value = await source.secret(connection, 'bearer-token');
      return { proof: { kind: 'bearer', value, isAssertion: false }, session: null };
    }
  }
}

function outcomeOf({ system }: Connection, proof: Proof, source: ProofSource): LoginOutcome {
  const value = proof.kind === 'bearer' || proof.kind === 'body-property' ? proof.value : null;
  const state = value === null ? null : stateOfJwt(value, system, source.now());
  return {
    token: value === null || state === null ? null : { value, state },
    failure: null,
    redactor: createRedactor(proofSecrets(proof)),
    call: null,
    certificate: null,
  };
}
