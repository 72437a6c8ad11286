import { z } from 'zod';

/**
 * How the client secret travels to the token endpoint. `post-body` is the default because it survives a secret that
 * contains `+` and never puts the secret in a URL.
 */
export const ClientAuthentication = z.enum(['post-body', 'post-basic', 'get-query']);
export type ClientAuthentication = z.infer<typeof ClientAuthentication>;

/** The public part of an OAuth2 client-credentials login (RFC 6749, section 4.4). */
export const ClientCredentials = z.object({
  kind: z.literal('oauth2-client-credentials'),
  /** The complete token endpoint, `…/oauth/token` included. */
  tokenUrl: z.url(),
  clientId: z.string().min(1),
  clientAuthentication: ClientAuthentication,
  /** What the vault holds for it: a client secret, or a certificate with its key (RFC 8705). */
  secretKind: z.enum(['client-secret', 'x509']),
  /** Space-separated scopes to ask for; empty asks for everything the client may have. */
  scope: z.string(),
  /** Epoch ms at which the certificate of an X.509 key ends; null for a client secret or when it cannot be read. */
  certificateExpiresAt: z.number().nullable(),
});
export type ClientCredentials = z.infer<typeof ClientCredentials>;

export const NoCredential = z.object({ kind: z.literal('none') });

/** How a connection authorises: the part that may be shown. Its secret lives in the vault under the connection's id. */
export const Credential = z.discriminatedUnion('kind', [ClientCredentials, NoCredential]);
export type Credential = z.infer<typeof Credential>;
