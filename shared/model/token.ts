import { z } from 'zod';

/** What may be known of a token outside the core: everything but the token itself. */
export const TokenState = z.object({
  /** Stable pseudonym, four hexadecimal digits, the same wherever this token is mentioned. */
  tag: z.string(),
  /** Epoch ms. */
  fetchedAt: z.number(),
  /** Epoch ms. */
  expiresAt: z.number(),
  /** Scopes as the token carries them; empty for an opaque token whose response named none. */
  scopes: z.array(z.string()),
  /** The same with the system's prefix split off: what SAP calls authorities. */
  authorities: z.array(z.string()),
  /** Decoded JOSE header and claims; null for an opaque token. */
  header: z.record(z.string(), z.unknown()).nullable(),
  claims: z.record(z.string(), z.unknown()).nullable(),
});
export type TokenState = z.infer<typeof TokenState>;
