import { z } from 'zod';

/** What checking a JWT's signature came to, in words a person can act on. */
export const Verification = z.object({
  isValid: z.boolean(),
  /** One sentence: verified against which key, or why not. */
  sentence: z.string(),
  /** How the key was chosen: `kid default-jwt-key--1 matches a key of the JWKS`. Empty when there was no choice. */
  keyChoice: z.string(),
});
export type Verification = z.infer<typeof Verification>;

/** What to check against. `connection-key` is the connection's own public key, or the JWKS of its token issuer. */
export const VerificationKey = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('jwks-url'), url: z.url() }),
  z.object({ kind: z.literal('connection-key') }),
]);
export type VerificationKey = z.infer<typeof VerificationKey>;
