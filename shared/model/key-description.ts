import { z } from 'zod';
import { SigningAlgorithm } from './credential.ts';

/** What a key file turned out to be: everything but the key. */
export const KeyDescription = z.object({
  kind: z.enum(['client-secret', 'private-key', 'x509']),
  /** `RSA 2048`, `EC P-256`; empty for a client secret. */
  algorithm: z.string(),
  /** What it can sign with, best first; empty for a client secret. */
  signsWith: z.array(SigningAlgorithm),
  /** `kid` or `private_key_id` that came with it; empty for none. */
  keyId: z.string(),
  certificate: z
    .object({
      subject: z.string(),
      issuer: z.string(),
      validFrom: z.number(),
      validTo: z.number(),
      fingerprint: z.string(),
    })
    .nullable(),
});
export type KeyDescription = z.infer<typeof KeyDescription>;
