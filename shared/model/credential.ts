import { z } from 'zod';

/**
 * How a client proves itself at a token endpoint. `post-body` is the default because it survives a secret that contains `+`
 * and never puts the secret in a URL. `post-basic` form-encodes id and secret and says so (`X-CF-ENCODED-CREDENTIALS`),
 * `post-basic-raw` joins them as they are, `get-query` puts them in the URL.
 */
export const ClientAuthentication = z.enum(['post-body', 'post-basic', 'post-basic-raw', 'get-query']);
export type ClientAuthentication = z.infer<typeof ClientAuthentication>;

/** One more form field or header of a token call. Its value may be shown: secrets belong in the vault. */
export const ExtraField = z.object({ name: z.string().min(1), value: z.string() });
export type ExtraField = z.infer<typeof ExtraField>;

/** The public part of an OAuth2 client-credentials login (RFC 6749, 4.4). */
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
  extraParameters: z.array(ExtraField).default([]),
  extraHeaders: z.array(ExtraField).default([]),
  /** Epoch ms at which the certificate of an X.509 key ends; null for a client secret or when it cannot be read. */
  certificateExpiresAt: z.number().nullable(),
});
export type ClientCredentials = z.infer<typeof ClientCredentials>;

export const SigningAlgorithm = z.enum(['RS256', 'PS256', 'ES256']);
export type SigningAlgorithm = z.infer<typeof SigningAlgorithm>;

/** Where an assertion goes. The last two are sent to a token endpoint (RFC 7523), whose token the call then carries. */
export const AssertionPlacement = z.discriminatedUnion('in', [
  /** A property of the JSON body, as Magnus wants it (`jwt`). */
  z.object({ in: z.literal('body-property'), property: z.string().min(1) }),
  /** `Authorization: Bearer …`. */
  z.object({ in: z.literal('authorization-header') }),
  /** As `client_assertion` of a client-credentials grant (RFC 7523, 2.2). */
  z.object({
    in: z.literal('client-assertion'),
    tokenUrl: z.url(),
    clientId: z.string().min(1),
    scope: z.string(),
  }),
  /** As the grant itself (RFC 7523, 2.1). */
  z.object({ in: z.literal('jwt-bearer-grant'), tokenUrl: z.url(), scope: z.string() }),
]);
export type AssertionPlacement = z.infer<typeof AssertionPlacement>;

/** A JWT we sign ourselves. Its private key lives in the vault. */
export const AssertionCredential = z.object({
  kind: z.literal('assertion'),
  algorithm: SigningAlgorithm,
  /** `kid` of the header; empty leaves it out. */
  keyId: z.string(),
  issuer: z.string(),
  /** Empty leaves the claim out; the same for `audience`. */
  subject: z.string(),
  audience: z.string(),
  lifetimeSeconds: z.number().int().min(1).max(86_400),
  /** `iat` lies this far in the past, for servers whose clock is behind. */
  backDateSeconds: z.number().int().min(0).max(3_600),
  /** Further claims, as the text of a JSON object; empty for none. */
  extraClaims: z.string(),
  placement: AssertionPlacement,
});
export type AssertionCredential = z.infer<typeof AssertionCredential>;

/** HTTP Basic (RFC 7617), sent with every call without being asked. */
export const BasicCredential = z.object({
  kind: z.literal('basic'),
  username: z.string(),
  /** Sends the server's session cookies back; they are dropped when the user or the password changes. */
  keepsSession: z.boolean(),
});
export type BasicCredential = z.infer<typeof BasicCredential>;

/** A token somebody else fetched (RFC 6750). */
export const BearerCredential = z.object({ kind: z.literal('bearer') });

export const ApiKeyCredential = z.object({
  kind: z.literal('api-key'),
  in: z.enum(['header', 'query']),
  name: z.string().min(1),
});
export type ApiKeyCredential = z.infer<typeof ApiKeyCredential>;

export const NoCredential = z.object({ kind: z.literal('none') });

/** How a connection authorises: the part that may be shown. Its secret lives in the vault under the connection's id. */
export const Credential = z.discriminatedUnion('kind', [
  ClientCredentials,
  AssertionCredential,
  BasicCredential,
  BearerCredential,
  ApiKeyCredential,
  NoCredential,
]);
export type Credential = z.infer<typeof Credential>;
