import { generateKeyPairSync } from 'node:crypto';
import type { Secret } from '#core/store/secrets.ts';
import type { Connection } from '#shared/model/connection.ts';
import type {
  AssertionCredential,
  AssertionPlacement,
  ClientCredentials,
  Credential,
} from '#shared/model/credential.ts';
import { exampleConnection } from '../exchange/exchange-bench.ts';

/** A credential and the secret it goes with. */
export type Sample = { credential: Credential; secret: Secret | null };

export const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

export const clientSecret = 'q9+/= Zß%41 "secret"';
export const password = 'pä55:word with spaces';
export const bearerToken = 'pasted-opaque-token-4f1b7c90';
export const apiKey = 'k3y+with/odd=chars 7d1e';

export function clientSample(changes: Partial<ClientCredentials> & { tokenUrl: string }): Sample {
  const { credential } = exampleConnection(changes);
  return { credential, secret: { kind: 'client-secret', value: clientSecret } };
}

export function assertionSample(placement: AssertionPlacement, changes: Partial<AssertionCredential> = {}): Sample {
  return {
    credential: {
      kind: 'assertion',
      algorithm: 'RS256',
      keyId: 'key-1',
      issuer: 'robot@acme.iam.gserviceaccount.com',
      subject: '',
      audience: '',
      lifetimeSeconds: 3_600,
      backDateSeconds: 0,
      extraClaims: '',
      placement,
      ...changes,
    },
    secret: { kind: 'private-key', pem: privateKey },
  };
}

export function basicSample(changes: { username?: string; keepsSession?: boolean } = {}): Sample {
  const credential = { kind: 'basic' as const, username: 'tim', keepsSession: false, ...changes };
  return { credential, secret: { kind: 'password', value: password } };
}

export const bearerSample: Sample = {
  credential: { kind: 'bearer' },
  secret: { kind: 'bearer-token', value: bearerToken },
};

export function apiKeySample(place: 'header' | 'query', name = 'X-Api-Key'): Sample {
  return { credential: { kind: 'api-key', in: place, name }, secret: { kind: 'api-key', value: apiKey } };
}

/** One of every kind that proves itself on the wire without TLS. */
export function everySample(tokenUrl: string): [name: string, sample: Sample][] {
  const atEndpoint = { tokenUrl, scope: 'a b' };
  return [
    ['a client secret in the body', clientSample({ tokenUrl })],
    ['a client secret in an encoded Basic header', clientSample({ tokenUrl, clientAuthentication: 'post-basic' })],
    ['a client secret in a raw Basic header', clientSample({ tokenUrl, clientAuthentication: 'post-basic-raw' })],
    ['a client secret in the query', clientSample({ tokenUrl, clientAuthentication: 'get-query' })],
    ['an assertion in the body', assertionSample({ in: 'body-property', property: 'jwt' })],
    ['an assertion in the header', assertionSample({ in: 'authorization-header' })],
    ['an assertion of the client', assertionSample({ in: 'client-assertion', clientId: 'robot', ...atEndpoint })],
    ['an assertion as the grant', assertionSample({ in: 'jwt-bearer-grant', ...atEndpoint })],
    ['Basic', basicSample()],
    ['Basic with a session', basicSample({ keepsSession: true })],
    ['a bearer token', bearerSample],
    ['an API key in a header', apiKeySample('header')],
    ['an API key in the query', apiKeySample('query', 'api_key')],
  ];
}

export function connectionWith({ credential }: Sample, changes: Partial<Connection> = {}): Connection {
  return exampleConnection({ tokenUrl: 'http://127.0.0.1:1/' }, { system: 'generic-http', credential, ...changes });
}
