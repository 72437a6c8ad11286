import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { NewConnection } from '#shared/contract/connections.ts';
import type { AssertionCredential, ClientCredentials } from '#shared/model/credential.ts';

/** A text nobody else has, with characters that encoders trip over. */
export const canary = () => `Canary+${randomBytes(12).toString('base64')}$/"=_%`;

export function newRsaKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** The key file of a Google service account, as its console hands it out. */
export function googleKeyFile(pem: string, clientEmail = 'wf@acme-dev.iam.gserviceaccount.com'): string {
  return JSON.stringify({
    type: 'service_account',
    project_id: 'acme-dev',
    private_key_id: '0123456789abcdef0123456789abcdef01234567',
    private_key: pem,
    client_email: clientEmail,
    client_id: '100000000000000000001',
    token_uri: 'https://oauth2.googleapis.com/token',
  });
}

export const clientCredential = (change: Partial<ClientCredentials> = {}): ClientCredentials => ({
  kind: 'oauth2-client-credentials',
  tokenUrl: 'https://acme.example.test/oauth/token',
  clientId: 'sb-a!b1',
  clientAuthentication: 'post-body',
  secretKind: 'client-secret',
  scope: '',
  extraParameters: [],
  extraHeaders: [],
  certificateExpiresAt: null,
  ...change,
});

export const assertionCredential = (change: Partial<AssertionCredential> = {}): AssertionCredential => ({
  kind: 'assertion',
  algorithm: 'RS256',
  keyId: '',
  issuer: 'wf@acme-dev.iam.gserviceaccount.com',
  subject: '',
  audience: '',
  lifetimeSeconds: 3600,
  backDateSeconds: 60,
  extraClaims: '',
  placement: { in: 'authorization-header' },
  ...change,
});

/** A connection of any credential, to be made. */
export const newConnection = (credential: NewConnection['credential'], baseUrl = 'https://api.example.test') => ({
  name: `By hand, ${credential.kind}`,
  system: 'generic-http' as const,
  variables: { base_url: baseUrl },
  credential,
});
