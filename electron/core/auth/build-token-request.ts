import type { ClientCredentials, ExtraField } from '#shared/model/credential.ts';
import { formEncode } from '../redact/spellings.ts';
import { basicPair } from './basic.ts';
import type { TokenAssertion, TokenCredential } from './token-credential.ts';

/** A call of the token endpoint, ready for the wire. */
export type TokenRequest = {
  method: 'GET' | 'POST';
  url: URL;
  headers: { name: string; value: string }[];
  /** Form text; null for GET. */
  body: string | null;
};

type Field = [name: string, value: string];

/**
 * Builds the call of a token endpoint. `proof` is the client secret or the signed assertion; null for a certificate, which
 * proves the client in the TLS handshake (RFC 8705, 2.1: the form then names the client and nothing else).
 */
export function buildTokenRequest(credential: TokenCredential, proof: string | null): TokenRequest {
  return credential.kind === 'assertion'
    ? assertionRequest(credential, proof ?? '')
    : clientRequest(credential, credential.secretKind === 'x509' ? null : (proof ?? ''));
}

/**
 * Client credentials (RFC 6749, 4.4). Everything is form-encoded, so a `+` in a secret arrives as a `+`. UAA reads a Basic
 * header raw unless told otherwise, hence X-CF-ENCODED-CREDENTIALS with the encoded one; others decode what RFC 6749,
 * 2.3.1 says or do not, hence the raw one.
 */
function clientRequest(credential: ClientCredentials, secret: string | null): TokenRequest {
  const { clientId, clientAuthentication } = credential;
  const grant: Field[] = [['grant_type', 'client_credentials']];
  const client: Field[] = [['client_id', clientId]];
  const scope = scopeField(credential.scope);
  if (secret === null) return post(credential, [...grant, ...client, ...scope], []);
  const clientAndSecret: Field[] = [...client, ['client_secret', secret]];

  switch (clientAuthentication) {
    case 'post-body':
      return post(credential, [...grant, ...clientAndSecret, ...scope], []);
    case 'post-basic':
      return post(credential, [...grant, ...scope], encodedBasic(clientId, secret));
    case 'post-basic-raw':
      return post(credential, [...grant, ...scope], [basicHeader(basicPair(clientId, secret))]);
    case 'get-query':
      return get(credential, [...grant, ...clientAndSecret, ...scope]);
  }
}

/** RFC 7523: 2.2 for an assertion that proves the client, 2.1 for one that is the grant itself. */
function assertionRequest({ placement }: TokenAssertion, assertion: string): TokenRequest {
  const fields: Field[] =
    placement.in === 'client-assertion'
      ? [
          ['grant_type', 'client_credentials'],
          ['client_id', placement.clientId],
          ['client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'],
          ['client_assertion', assertion],
        ]
      : [
          ['grant_type', 'urn:ietf:params:oauth:grant-type:jwt-bearer'],
          ['assertion', assertion],
        ];
  const place = { tokenUrl: placement.tokenUrl, extraParameters: [], extraHeaders: [] };
  return post(place, [...fields, ...scopeField(placement.scope)], []);
}

type Place = Pick<ClientCredentials, 'tokenUrl' | 'extraParameters' | 'extraHeaders'>;

function post(place: Place, fields: Field[], headers: TokenRequest['headers']): TokenRequest {
  const own = [
    { name: 'accept', value: 'application/json' },
    { name: 'content-type', value: 'application/x-www-form-urlencoded' },
    ...headers,
  ];
  return {
    method: 'POST',
    url: new URL(place.tokenUrl),
    headers: replacing(own, place.extraHeaders, (name) => name.toLowerCase()),
    body: new URLSearchParams(withExtras(fields, place)).toString(),
  };
}

function get(place: Place, fields: Field[]): TokenRequest {
  const url = new URL(place.tokenUrl);
  const all = withExtras(fields, place);
  for (const [name] of all) url.searchParams.delete(name);
  for (const [name, value] of all) url.searchParams.append(name, value);
  const own = [{ name: 'accept', value: 'application/json' }];
  return { method: 'GET', url, headers: replacing(own, place.extraHeaders, (name) => name.toLowerCase()), body: null };
}

function withExtras(fields: Field[], { extraParameters }: Place): Field[] {
  const named = fields.map(([name, value]) => ({ name, value }));
  return replacing(named, extraParameters, (name) => name).map(({ name, value }): Field => [name, value]);
}

/** An extra field takes the place of ours of the same name: RFC 6749, 3.2 allows none twice. */
function replacing(own: ExtraField[], extra: readonly ExtraField[] = [], same: (name: string) => string): ExtraField[] {
  const taken = new Set(extra.map(({ name }) => same(name)));
  return [...own.filter(({ name }) => !taken.has(same(name))), ...extra];
}

function scopeField(scope: string): Field[] {
  return scope.trim() === '' ? [] : [['scope', scope.trim()]];
}

function encodedBasic(clientId: string, secret: string): TokenRequest['headers'] {
  return [
    basicHeader(basicPair(formEncode(clientId), formEncode(secret))),
    { name: 'x-cf-encoded-credentials', value: 'true' },
  ];
}

function basicHeader(pair: string): TokenRequest['headers'][number] {
  return { name: 'authorization', value: `Basic ${pair}` };
}
