import type { Connection } from '#shared/model/connection.ts';
import type { AssertionCredential } from '#shared/model/credential.ts';
import type { Exchange } from '#shared/model/exchange.ts';
import type { Evidence } from '#shared/model/gate-report.ts';
import { formatDuration } from '#shared/text/duration.ts';
import { decodeJwt } from '#shared/text/jwt.ts';
import type { ProofSource } from '../auth/authorise.ts';
import type { Token } from '../auth/call-token-endpoint.ts';
import { asTokenCredential, tokenUrlOf } from '../auth/token-credential.ts';
import type { Trouble } from './steps.ts';
import { troubleOfExchange } from './trouble.ts';

/** How a login went. `exchange` is the recorded call of the token endpoint; null for a login without one. */
export type LoginTrial =
  | { state: 'passed'; evidence: Evidence[]; exchange: Exchange | null }
  | { state: 'skipped'; why: string }
  | { state: 'failed'; trouble: Trouble; exchange: Exchange | null };

/**
 * Does what a connection's credential does before a call, and no more: fetches a token, signs an assertion, or looks whether
 * the secret is there. Says nothing of a secret but that it is.
 * @throws Failure SECRET_MISSING, VAULT_LOCKED, CREDENTIAL_INVALID
 */
export async function tryLogin(connection: Connection, source: ProofSource): Promise<LoginTrial> {
  const { credential } = connection;
  if (asTokenCredential(credential) !== null) return tryToken(connection, source);
  switch (credential.kind) {
    case 'assertion':
      return tryAssertion(connection, credential, source);
    case 'basic':
      await source.secret(connection, 'password');
      return ready('user and password are there, and go with every call');
    case 'bearer':
      await source.secret(connection, 'bearer-token');
      return ready('the token is there, and goes with every call');
    case 'api-key':
      await source.secret(connection, 'api-key');
      return ready(
        `the key is there, and goes with every call as the ${credential.in === 'header' ? 'header' : 'parameter'} \`${credential.name}\``,
      );
    default:
      return { state: 'skipped', why: 'This connection logs in with nothing.' };
  }
}

function ready(text: string): LoginTrial {
  return { state: 'passed', evidence: [{ text, source: 'vault' }], exchange: null };
}

async function tryToken(connection: Connection, source: ProofSource): Promise<LoginTrial> {
  const { token, failure, call } = await source.token(connection);
  const exchange = call?.exchange ?? null;
  if (token !== null) {
    const asked = { text: `asked \`${hostOf(connection)}\``, source: 'token endpoint' };
    return { state: 'passed', evidence: [asked, ...evidenceOfToken(token, source.now())], exchange };
  }
  const words = failure?.sentence ?? 'No token could be fetched.';
  const known = exchange === null ? { cause: words, mends: [] } : troubleOfExchange(exchange);
  return { state: 'failed', trouble: { ...known, evidence: [{ text: words, source: 'token endpoint' }] }, exchange };
}

function hostOf({ credential }: Connection): string {
  const known = asTokenCredential(credential);
  return (known && URL.parse(tokenUrlOf(known))?.host) ?? '';
}

function evidenceOfToken({ state }: Token, now: number): Evidence[] {
  const { scopes, expiresAt, tag } = state;
  const count = scopes.length === 1 ? '1 scope' : `${scopes.length} scopes`;
  const text = `token ${tag}: ${formatDuration(expiresAt - now)} left, ${count}`;
  return [{ text, source: 'token' }];
}

async function tryAssertion(
  connection: Connection,
  credential: AssertionCredential,
  source: ProofSource,
): Promise<LoginTrial> {
  const jwt = decodeJwt(await source.assertion(connection, credential));
  const { iat, exp } = jwt?.claims ?? {};
  const life = typeof iat === 'number' && typeof exp === 'number' ? `, for ${formatDuration((exp - iat) * 1_000)}` : '';
  const where =
    credential.placement.in === 'body-property' ? `the body as \`${credential.placement.property}\`` : 'a header';
  return {
    state: 'passed',
    evidence: [
      { text: `an assertion was signed with ${credential.algorithm}${life}`, source: 'vault' },
      { text: `it goes into ${where} of every call; whether the service takes it shows there`, source: 'connection' },
    ],
    exchange: null,
  };
}
