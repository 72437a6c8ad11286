import { z } from 'zod';

/**
 * What the `Authorization` header looked like, without what was in it:
 * - `jwt` three parts that decode · `damaged-jwt` begins like one and does not decode · `user-password` Basic with a colon in it
 * - `placeholder` something that was never replaced (`{{token}}`, `undefined`, `null`, `<token>`) · `empty` a scheme and no more
 * - `opaque` anything else
 */
export const AuthorizationClue = z.object({
  /** In lower case: `bearer`, `basic`; empty when the value begins with the credential itself. */
  scheme: z.string(),
  form: z.enum(['jwt', 'damaged-jwt', 'user-password', 'placeholder', 'empty', 'opaque']),
  /** What is damaged, in words: "one part of three", "in quotation marks", "a line break within"; empty when nothing is. */
  fault: z.string(),
  /** User name, or client id, of Basic; null for the others. */
  username: z.string().nullable(),
});
export type AuthorizationClue = z.infer<typeof AuthorizationClue>;

/** How a client secret travelled in a token call. */
export const ClientSecretClue = z.object({
  in: z.enum(['body', 'basic', 'query']),
  /** The secret has a `+`, or what a `+` turns into on this way. */
  hasPlus: z.boolean(),
  /** What was sent survives the decoding that the receiver does on this way (RFC 6749, 2.3.1; WHATWG form encoding). */
  isEncoded: z.boolean(),
});
export type ClientSecretClue = z.infer<typeof ClientSecretClue>;

/** What stands in the body property that Magnus wants an assertion in (`jwt`). The forms are those of `AuthorizationClue`. */
export const BodyAssertionClue = z.object({
  property: z.string(),
  form: z.enum(['jwt', 'damaged-jwt', 'placeholder', 'empty', 'opaque']),
  fault: z.string(),
});
export type BodyAssertionClue = z.infer<typeof BodyAssertionClue>;

/** A JWT on its way: what it says, without its signature. Also one whose times are missing or no numbers. */
export const JwtClue = z.object({
  in: z.enum(['authorization', 'body']),
  header: z.record(z.string(), z.unknown()),
  claims: z.record(z.string(), z.unknown()),
});
export type JwtClue = z.infer<typeof JwtClue>;

/** What could be seen of the secrets of a request before pseudonyms took their place. Never a part of one. */
export const Clues = z.object({
  authorization: AuthorizationClue.nullable(),
  bodyAssertion: BodyAssertionClue.nullable(),
  jwts: z.array(JwtClue),
  clientSecret: ClientSecretClue.nullable(),
});
export type Clues = z.infer<typeof Clues>;

export const noClues: Clues = { authorization: null, bodyAssertion: null, jwts: [], clientSecret: null };
