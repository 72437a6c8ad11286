import type { CredentialFields } from './credential-fields.ts';
import type { HeldKey } from './read-key.ts';

/** Whether a credential of this kind can use such a key. A certificate's key can sign as well. */
export function canUseKey(fields: Pick<CredentialFields, 'kind' | 'secretKind'>, { key }: HeldKey): boolean {
  if (fields.kind === 'assertion') return key.kind !== 'client-secret' && key.signsWith.length > 0;
  if (fields.kind !== 'oauth2-client-credentials') return false;
  return fields.secretKind === 'x509' ? key.kind === 'x509' : key.kind === 'client-secret';
}

/** The fields with what a key file says: its id, what it can sign with, when its certificate ends. */
export function withKey(fields: CredentialFields, { key }: HeldKey): CredentialFields {
  const algorithm = key.signsWith.includes(fields.algorithm)
    ? fields.algorithm
    : (key.signsWith[0] ?? fields.algorithm);
  return {
    ...fields,
    algorithm,
    keyId: key.keyId === '' ? fields.keyId : key.keyId,
    secretKind: key.kind === 'x509' ? 'x509' : 'client-secret',
    certificateExpiresAt: key.certificate?.validTo ?? null,
  };
}
