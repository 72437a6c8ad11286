import type { Connection } from '#shared/model/connection.ts';
import { tokenSecretOf } from '../auth/token-secrets.ts';
import type { Tokens } from '../auth/tokens.ts';
import type { KnownSecret } from '../redact/redactor.ts';
import { pseudonym } from '../redact/secret-tag.ts';
import type { SecretStore } from '../store/secrets.ts';

type Holders = { secrets: Pick<SecretStore, 'read'>; tokens: Pick<Tokens, 'atHand'> };

/** The secrets of a connection that a program's output might repeat: its secret, if it can be read, and its token. */
export async function secretsInPlay(connection: Connection, { secrets, tokens }: Holders): Promise<KnownSecret[]> {
  const secret = await secrets.read(connection.id).catch(() => null);
  const values =
    secret === null ? [] : Object.entries(secret).flatMap(([name, value]) => (name === 'kind' ? [] : [value]));
  const token = tokens.atHand(connection)?.token.value;
  return [
    ...values.map((value) => ({ value, pseudonym: pseudonym('client secret', value) })),
    ...(token === undefined ? [] : [tokenSecretOf(token)]),
  ];
}
