import type { Credential } from '#shared/model/credential.ts';

/** What a credential keeps in the vault, and how it is given: typed into a field, or read from a key file. */
export type SecretNeed = { way: 'typed' | 'key'; name: string };

export function secretNeedOf(
  credential: Pick<Credential, 'kind'> & { secretKind?: 'client-secret' | 'x509' },
): SecretNeed | null {
  switch (credential.kind) {
    case 'oauth2-client-credentials':
      return credential.secretKind === 'x509'
        ? { way: 'key', name: 'Certificate and key' }
        : { way: 'typed', name: 'Client secret' };
    case 'assertion':
      return { way: 'key', name: 'Private key' };
    case 'basic':
      return { way: 'typed', name: 'Password' };
    case 'bearer':
      return { way: 'typed', name: 'Token' };
    case 'api-key':
      return { way: 'typed', name: 'Key' };
    case 'none':
      return null;
  }
}
