import { z } from 'zod';
import { Credential } from './credential.ts';
import { SystemId } from './system-id.ts';
import { TokenState } from './token.ts';
import { systemTrust, Trust } from './trust.ts';

/** What the key file said about itself, for people; never needed to make a call. */
export const ConnectionIdentity = z.object({
  tenant: z.string().nullable(),
  subaccountId: z.string().nullable(),
  /** SAP's application name, the prefix of every scope. */
  xsappname: z.string().nullable(),
  serviceInstanceId: z.string().nullable(),
});
export type ConnectionIdentity = z.infer<typeof ConnectionIdentity>;

/** To tell connections apart at a glance; a name always stands beside it. */
export const ConnectionColour = z.enum(['none', 'blue', 'violet', 'teal', 'orange', 'pink']);
export type ConnectionColour = z.infer<typeof ConnectionColour>;

/** A system, its endpoints and its credential, named by the user. */
export const Connection = z.object({
  id: z.string(),
  name: z.string().min(1).max(80),
  system: SystemId,
  /** Made by the practice systems and kept in step with them. */
  isPractice: z.boolean(),
  /** Asks before any call that is not a GET. */
  isProduction: z.boolean().default(false),
  colour: ConnectionColour.default('none'),
  trust: Trust.default(systemTrust),
  /** Values for `{{name}}` in drafts; endpoints are variables like any other (`workflow_rest_url`). */
  variables: z.record(z.string(), z.string()),
  credential: Credential,
  identity: ConnectionIdentity,
  /** Epoch ms. */
  createdAt: z.number(),
  /** Epoch ms of the last send; null before the first. */
  lastUsedAt: z.number().nullable(),
});
export type Connection = z.infer<typeof Connection>;

/**
 * Where the secret is: `in-memory` goes with the app, `kept` is sealed on disk, `locked` is sealed and the vault is shut,
 * `missing` must be given again, `not-needed` when the credential has none.
 */
export const SecretState = z.enum(['in-memory', 'kept', 'locked', 'missing', 'not-needed']);
export type SecretState = z.infer<typeof SecretState>;

/** A connection as the screens see it. */
export const ConnectionView = Connection.extend({
  secretState: SecretState,
  token: TokenState.nullable(),
  /** How far the server's clock is ahead of this computer's, by the `Date` of its answers; null before the first. */
  clockSkewMs: z.number().nullable().default(null),
});
export type ConnectionView = z.infer<typeof ConnectionView>;
