import type { Clock } from '../ports.ts';
import type { SecretStore } from '../store/secrets.ts';
import type { ProofSource } from './authorise.ts';
import { signNow } from './prove-client.ts';
import { longEnough, readSecret } from './read-secret.ts';
import { loginTagOf } from './session-cookies.ts';
import type { TokenOptions, Tokens } from './tokens.ts';

export type TypedSecretKind = 'password' | 'bearer-token' | 'api-key';

/** What people call the secrets they type. */
export const secretWords: Readonly<Record<TypedSecretKind, string>> = {
  password: 'password',
  'bearer-token': 'token',
  'api-key': 'API key',
};

/** Proofs for a call that is sent: secrets out of the vault, tokens fetched, assertions signed. */
export function liveProofs(
  deps: { clock: Clock; secrets: Pick<SecretStore, 'read'>; tokens: Tokens },
  options: TokenOptions,
): ProofSource {
  const { clock, secrets, tokens } = deps;
  return {
    now: () => clock.now(),
    async token(connection) {
      const outcome = await tokens.tokenFor(connection, options);
      if (outcome === null) throw new TypeError('asked for the token of a credential without one');
      return outcome;
    },
    secret: ({ id }, kind) => readTypedSecret(secrets, id, kind),
    async assertion(connection, credential) {
      const { pem } = await readSecret(secrets, connection.id, 'private-key');
      return signNow(connection, credential, pem, { clock, ...tokens });
    },
    session({ id, credential }, url, password) {
      if (credential.kind !== 'basic' || !credential.keepsSession) return null;
      const session = { connectionId: id, loginTag: loginTagOf(credential.username, password) };
      return { session, cookie: tokens.sessions.cookieFor(session, url) };
    },
  };
}

/** A secret as it goes out. @throws Failure SECRET_MISSING, VAULT_LOCKED, CREDENTIAL_INVALID */
export async function readTypedSecret(
  secrets: Pick<SecretStore, 'read'>,
  connectionId: string,
  kind: TypedSecretKind,
): Promise<string> {
  const { value } = await readSecret(secrets, connectionId, kind);
  // A password is never seen alone: it goes out in a pair, and the pair is long enough.
  return kind === 'password' ? value : longEnough(value.trim(), secretWords[kind]);
}
