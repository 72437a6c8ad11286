import type { Credential } from '#shared/model/credential.ts';

/** Whether a token endpoint stands between the credential and a call. */
export function hasToken(credential: Credential): boolean {
  if (credential.kind === 'assertion') {
    return credential.placement.in === 'client-assertion' || credential.placement.in === 'jwt-bearer-grant';
  }
  return credential.kind === 'oauth2-client-credentials';
}
