import type { SecretInput } from '#shared/contract/connections.ts';
import type { ConnectionIdentity } from '#shared/model/connection.ts';
import type { Credential } from '#shared/model/credential.ts';
import type { KeyDescription } from '#shared/model/key-description.ts';
import { Failure } from '../failure.ts';
import type { KeyFileReading } from '../keys/key-file-reading.ts';
import { shortestSecret } from '../redact/spellings.ts';
import type { Secret } from '../store/secret.ts';
import type { HeldKeys } from './held-keys.ts';
import { failureOf, problemAt, refuseInvalid } from './problem.ts';

export type ReadKeyFile = (bytes: Uint8Array, fileName: string, password: string | null) => Promise<KeyFileReading>;

/** A secret on its way into the vault, and what came with its key file. */
export type GivenSecret = { secret: Secret; identity: ConnectionIdentity | null };

type Dependencies = { held: HeldKeys; readKeyFile: ReadKeyFile };

/** The kind of secret a credential needs; null for none. */
export function neededSecret(credential: Credential): Secret['kind'] | null {
  switch (credential.kind) {
    case 'oauth2-client-credentials':
      return credential.secretKind;
    case 'assertion':
      return 'private-key';
    case 'basic':
      return 'password';
    case 'bearer':
      return 'bearer-token';
    case 'api-key':
      return 'api-key';
    case 'none':
      return null;
  }
}

/**
 * The secret that was typed or is held, as this credential needs it. A typed key is read like a file.
 * @throws Failure KEY_NO_LONGER_HELD, KEY_UNREADABLE, KEY_PASSWORD_NEEDED; CREDENTIAL_INVALID when it is of another kind
 */
export async function givenSecret(
  credential: Credential,
  input: SecretInput,
  { held, readKeyFile }: Dependencies,
): Promise<GivenSecret> {
  const needed = neededSecret(credential);
  if (needed === null) throw invalid('This credential needs no secret.', 'Leave it out.');
  if (input.kind === 'held') {
    const found = held.find(input.id);
    if (found === null) {
      throw new Failure('KEY_NO_LONGER_HELD', 'The key that was read is no longer held: choose the file again.');
    }
    return { secret: fitKey(found.secret, found.key, credential, needed), identity: found.identity };
  }
  if (needed !== 'x509' && needed !== 'private-key') {
    return { secret: { kind: needed, value: typedValue(input.value, needed, credential) }, identity: null };
  }
  const read = await readKeyFile(Buffer.from(input.value), 'typed', null);
  if (!read.ok) throw unreadable(read);
  return { secret: fitKey(read.secret, read.key, credential, needed), identity: null };
}

/** A key file that could not be read, as the failure that says so. */
export function unreadable({ needsPassword, problems }: KeyFileReading & { ok: false }): Failure {
  return failureOf(needsPassword ? 'KEY_PASSWORD_NEEDED' : 'KEY_UNREADABLE', problems);
}

const secretNames: Record<Secret['kind'], string> = {
  'client-secret': 'a client secret',
  x509: 'a certificate with its private key',
  'private-key': 'a private key',
  password: 'a password',
  'bearer-token': 'a bearer token',
  'api-key': 'an API key',
};

/** The key of a certificate signs as well as any other. */
function fitKey(secret: Secret, key: KeyDescription, credential: Credential, needed: Secret['kind']): Secret {
  if (credential.kind === 'assertion' && (secret.kind === 'x509' || secret.kind === 'private-key')) {
    refuseInvalid(algorithmProblems(key, credential.algorithm));
    return { kind: 'private-key', pem: secret.kind === 'x509' ? secret.key : secret.pem };
  }
  if (secret.kind === needed) return secret;
  throw invalid(`This is ${secretNames[secret.kind]}, and the credential needs ${secretNames[needed]}.`, '');
}

function algorithmProblems({ algorithm, signsWith }: KeyDescription, wanted: KeyDescription['signsWith'][number]) {
  if (signsWith.includes(wanted)) return [];
  const mend = signsWith.length === 0 ? 'Choose another key.' : `Choose ${signsWith.join(' or ')}.`;
  return [problemAt('credential.algorithm', `A key of the kind ${algorithm} cannot sign with ${wanted}.`, mend)];
}

/** What was typed, without what pasting adds. A password keeps its spaces: they may be meant. */
function typedValue(typed: string, kind: Secret['kind'], credential: Credential): string {
  const line = typed.replace(/^[\r\n]+|[\r\n]+$/g, '');
  const isPassword = kind === 'password' || kind === 'client-secret';
  const value = isPassword ? line : line.trim().replace(kind === 'bearer-token' ? /^Bearer\s+/i : /^$/, '');
  if (value === '') throw invalid('There is nothing in it.', 'Type or paste the secret.');
  if (/\p{Cc}/u.test(value)) throw invalid('It holds a line break or another control character.', 'Paste it again.');
  if (!isPassword && value.length < shortestSecret) {
    throw invalid(
      'It is too short to be kept out of what is recorded.',
      `Use one of ${shortestSecret} characters or more.`,
    );
  }
  const isForHeader = kind === 'bearer-token' || (credential.kind === 'api-key' && credential.in === 'header');
  if (isForHeader && !/^[\x20-\x7e]+$/.test(value)) {
    throw invalid('It holds characters that cannot be sent in a header.', 'Copy it again from its source.');
  }
  return value;
}

function invalid(sentence: string, mend: string): Failure {
  return failureOf('CREDENTIAL_INVALID', [problemAt('secret', sentence, mend)]);
}
