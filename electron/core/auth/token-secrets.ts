import type { KnownSecret } from '../redact/redactor.ts';
import { pseudonym } from '../redact/secret-tag.ts';
import { formEncode } from '../redact/spellings.ts';
import { typedSecrets } from '../redact/typed-secrets.ts';
import { basicPair } from './basic.ts';
import type { TokenCredential } from './token-credential.ts';

/** All that a call of the token endpoint says in secret, each under the name people know it by. */
export function loginSecrets({
  credential,
  proof,
}: {
  credential: TokenCredential;
  proof: string | null;
}): KnownSecret[] {
  if (credential.kind === 'assertion') return proof === null ? [] : [assertionSecretOf(proof)];
  const extras = typedSecrets(credential.extraHeaders);
  if (proof === null) return extras;
  const { clientId } = credential;
  const known = clientSecretOf(proof);
  const pairs = [basicPair(clientId, proof), basicPair(formEncode(clientId), formEncode(proof))];
  return [...pairs.map((value) => ({ ...known, value })), known, ...extras];
}

export function clientSecretOf(secret: string): KnownSecret {
  return { value: secret, pseudonym: pseudonym('client secret', secret) };
}

export function assertionSecretOf(jwt: string): KnownSecret {
  return { value: jwt, pseudonym: pseudonym('assertion', jwt) };
}

export function tokenSecretOf(token: string): KnownSecret {
  return { value: token, pseudonym: pseudonym('token', token) };
}

/**
 * Everything in a token endpoint's answer that is a token or looks like one, also where the answer as a whole was judged
 * no good: cut off in the middle, an error that holds a token all the same, an id_token beside.
 */
export function tokensInAnswer(body: string): KnownSecret[] {
  const fields = /"(?:access_token|refresh_token|id_token|assertion)"\s*:\s*"((?:[^"\\]|\\.)+)/g;
  const jwts = /eyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g;
  const values = [...body.matchAll(fields)]
    .map((match) => match[1] ?? '')
    .concat([...body.matchAll(jwts)].map(([jwt]) => jwt));
  return [...new Set(values.flatMap((value) => [value, unescapeJson(value)]))].map(tokenSecretOf);
}

function unescapeJson(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}
