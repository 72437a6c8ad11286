import type { Connection } from '#shared/model/connection.ts';
import type { ProofSource } from '../auth/authorise.ts';
import { readTypedSecret, secretWords } from '../auth/live-proofs.ts';
import { outcomeOfHeld } from '../auth/login-outcome.ts';
import { readTokenSecret } from '../auth/prove-client.ts';
import { loginTagOf } from '../auth/session-cookies.ts';
import type { TokenCredential } from '../auth/token-credential.ts';
import { tokenSecretOf } from '../auth/token-secrets.ts';
import { tokenState } from '../auth/token-state.ts';
import type { Tokens } from '../auth/tokens.ts';
import { Failure } from '../failure.ts';
import type { Clock } from '../ports.ts';
import { createRedactor } from '../redact/redactor.ts';
import type { SecretStore } from '../store/secrets.ts';
import type { StandIns } from './stand-ins.ts';

export type RehearsalDependencies = {
  clock: Clock;
  secrets: Pick<SecretStore, 'read' | 'stateOf'>;
  tokens: Tokens;
};

/** What `authorise` is given for a preview: what is at hand, stand-ins for the rest. Nothing is fetched, signed or unlocked. */
export function rehearsedProofs({ clock, secrets, tokens }: RehearsalDependencies, standIns: StandIns): ProofSource {
  return {
    now: () => clock.now(),
    async token(connection) {
      const held = tokens.atHand(connection);
      if (held !== null) return outcomeOfHeld(held);
      const value = standIns.make('token', 'fetched when sent');
      const now = clock.now();
      const facts = { system: connection.system, fetchedAt: now, expiresAt: now, scopes: [], jwt: null };
      const token = { value, state: tokenState(value, facts) };
      return { token, failure: null, redactor: createRedactor([tokenSecretOf(value)]), call: null, certificate: null };
    },
    async secret({ id }, kind) {
      const found = await ifAtHand(secrets, id, () => readTypedSecret(secrets, id, kind));
      return found ?? standIns.make(secretWords[kind], reasonFor(secrets, id));
    },
    assertion: async () => standIns.make('assertion', 'signed when sent'),
    session({ id, credential }, url, password) {
      if (credential.kind !== 'basic' || !credential.keepsSession || standIns.has(password)) return null;
      const session = { connectionId: id, loginTag: loginTagOf(credential.username, password) };
      return { session, cookie: tokens.sessions.cookieFor(session, url) };
    },
  };
}

/** What proves a client to its token endpoint, as far as it is at hand. */
export async function rehearsedClientProof(
  { id }: Connection,
  credential: TokenCredential,
  { secrets }: Pick<RehearsalDependencies, 'secrets'>,
  standIns: StandIns,
): Promise<string | null> {
  if (credential.kind === 'assertion') return standIns.make('assertion', 'signed when sent');
  if (credential.secretKind === 'x509') return null;
  const secret = await ifAtHand(secrets, id, () => readTokenSecret(secrets, id, credential));
  return secret?.kind === 'client-secret' ? secret.value : standIns.make('client secret', reasonFor(secrets, id));
}

async function ifAtHand<T>(secrets: Pick<SecretStore, 'stateOf'>, id: string, read: () => Promise<T>) {
  // Reading from a locked vault would ask the key store of the system, and that may ask the user.
  if (secrets.stateOf(id) === 'locked') return null;
  try {
    return await read();
  } catch (error) {
    if (error instanceof Failure && (error.code === 'SECRET_MISSING' || error.code === 'VAULT_LOCKED')) return null;
    throw error;
  }
}

function reasonFor(secrets: Pick<SecretStore, 'stateOf'>, id: string): string {
  return secrets.stateOf(id) === 'locked' ? 'in the locked vault' : 'not given yet';
}
