import { Failure } from '../failure.ts';
import { shortestSecret } from '../redact/spellings.ts';
import type { Secret, SecretStore } from '../store/secrets.ts';

type SecretOf<K extends Secret['kind']> = Extract<Secret, { kind: K }>;

/**
 * The secret of a connection, of the one kind its credential is made for.
 * @throws Failure SECRET_MISSING when there is none or it belongs to another kind of login; VAULT_LOCKED
 */
export async function readSecret<K extends Secret['kind']>(
  secrets: Pick<SecretStore, 'read'>,
  connectionId: string,
  kind: K,
): Promise<SecretOf<K>> {
  const secret = await secrets.read(connectionId);
  if (secret === null) throw new Failure('SECRET_MISSING', 'The secret of this connection has to be given again.');
  if (!isOfKind(secret, kind)) {
    throw new Failure('SECRET_MISSING', 'The secret kept for this connection is one of another kind of login.');
  }
  return secret;
}

function isOfKind<K extends Secret['kind']>(secret: Secret, kind: K): secret is SecretOf<K> {
  return secret.kind === kind;
}

/**
 * Refuses what is too short to be told from other text: it could not be kept out of history.
 * @throws Failure CREDENTIAL_INVALID
 */
export function longEnough(value: string, what: string): string {
  if (value.length >= shortestSecret) return value;
  const sentence = `The ${what} has fewer than ${shortestSecret} characters, too few to keep it out of what is recorded.`;
  throw new Failure('CREDENTIAL_INVALID', sentence);
}
