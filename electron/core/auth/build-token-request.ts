import type { ClientCredentials } from '#shared/model/credential.ts';
import { formEncode } from '../redact/spellings.ts';

/** A call of the token endpoint, ready for the wire. */
export type TokenRequest = {
  method: 'GET' | 'POST';
  url: URL;
  headers: { name: string; value: string }[];
  /** Form text; null for GET. */
  body: string | null;
};

/**
 * Builds a client-credentials call (RFC 6749, 4.4). `post-body` puts id and secret in the form, `post-basic` form-encodes each
 * and joins them in a Basic header (RFC 6749, 2.3.1), `get-query` puts them in the URL. Everything is form-encoded, so a
 * `+` in a secret arrives as a `+`. UAA reads a Basic header raw unless told otherwise, hence X-CF-ENCODED-CREDENTIALS.
 */
export function buildTokenRequest(credential: ClientCredentials, secret: string): TokenRequest {
  const { clientId, clientAuthentication, scope } = credential;
  const url = new URL(credential.tokenUrl);
  const grant: [string, string][] = [['grant_type', 'client_credentials']];
  const client: [string, string][] = [
    ['client_id', clientId],
    ['client_secret', secret],
  ];
  const scopes: [string, string][] = scope.trim() === '' ? [] : [['scope', scope.trim()]];

  switch (clientAuthentication) {
    case 'post-body':
      return post(url, [...grant, ...client, ...scopes], []);
    case 'post-basic':
      return post(url, [...grant, ...scopes], basicHeaders(clientId, secret));
    case 'get-query':
      for (const [name, value] of [...grant, ...client, ...scopes]) url.searchParams.set(name, value);
      return { method: 'GET', url, headers: [{ name: 'accept', value: 'application/json' }], body: null };
  }
}

function post(url: URL, fields: [string, string][], headers: TokenRequest['headers']): TokenRequest {
  return {
    method: 'POST',
    url,
    headers: [
      { name: 'accept', value: 'application/json' },
      { name: 'content-type', value: 'application/x-www-form-urlencoded' },
      ...headers,
    ],
    body: new URLSearchParams(fields).toString(),
  };
}

function basicHeaders(clientId: string, secret: string): TokenRequest['headers'] {
  const pair = Buffer.from(`${formEncode(clientId)}:${formEncode(secret)}`).toString('base64');
  return [
    { name: 'authorization', value: `Basic ${pair}` },
    { name: 'x-cf-encoded-credentials', value: 'true' },
  ];
}
