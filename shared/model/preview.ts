import { z } from 'zod';
import { HeaderLine } from './exchange.ts';

/** A call as it will go out, byte for byte but for its secrets, which stand as pseudonyms. */
export const CallPreview = z.object({
  method: z.string(),
  url: z.string(),
  headers: z.array(HeaderLine),
  body: z.string().nullable(),
  /** The same as a curl line per shell. */
  curl: z.object({ bash: z.string(), cmd: z.string(), powershell: z.string() }),
});
export type CallPreview = z.infer<typeof CallPreview>;

/** What authorising a connection will send and sign. */
export const LoginPreview = z.object({
  /** The call of the token endpoint; null for a credential that needs none. */
  tokenCall: CallPreview.nullable(),
  /** The assertion that would be signed now; null for a credential without one. */
  assertion: z
    .object({ header: z.record(z.string(), z.unknown()), claims: z.record(z.string(), z.unknown()) })
    .nullable(),
  /** What the credential adds to each call, in words (`Authorization: Basic ‹password 9c2e›`). */
  additions: z.array(HeaderLine),
});
export type LoginPreview = z.infer<typeof LoginPreview>;
