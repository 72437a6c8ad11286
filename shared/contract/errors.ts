import { z } from 'zod';

/**
 * One fault in something the user gave us, placed so that it can be pointed at. `line` and `column` count from 1 and are
 * null when the fault is not at a place. Neither sentence ever repeats a value: values may be secrets.
 */
export const Problem = z.object({
  /** Path of the field (`uaa.url`), or empty when it is about the whole text. */
  field: z.string(),
  line: z.number().nullable(),
  column: z.number().nullable(),
  sentence: z.string(),
  mend: z.string(),
});
export type Problem = z.infer<typeof Problem>;

/** Every way a contract call can fail on purpose. The code is the fact; the message is fit for the screen. */
export const failureCodes = [
  'CONNECTION_NOT_FOUND',
  'ENTRY_NOT_FOUND',
  'KEY_UNREADABLE',
  'KEY_PASSWORD_NEEDED',
  'KEY_NO_LONGER_HELD',
  'CREDENTIAL_INVALID',
  'SECRET_MISSING',
  'VAULT_LOCKED',
  'VAULT_PASSPHRASE_WRONG',
  'VARIABLE_UNKNOWN',
  'DRAFT_INVALID',
  'TOKEN_REJECTED',
  'STORE_FAILED',
  'PRACTICE_FAILED',
  'PROBE_IMPOSSIBLE',
  'FILE_UNREADABLE',
  'CANCELLED',
] as const;
export type FailureCode = (typeof failureCodes)[number];

/** What travels with a failure. Never a secret: oRPC sends it as it is. */
export const FailureData = z.object({
  problems: z.array(Problem),
  /** Id of the exchange that shows what happened; null when there is none. */
  exchangeId: z.string().nullable(),
});
export type FailureData = z.infer<typeof FailureData>;

/** The error map that every procedure of the contract carries. */
export const failureMap = Object.fromEntries(failureCodes.map((code) => [code, { data: FailureData }])) as Record<
  FailureCode,
  { data: typeof FailureData }
>;
