import { z } from 'zod';

/** Where a `cf` program points: what `cf target` and `cf service` say. */
export const CfTarget = z.object({
  api: z.string(),
  user: z.string(),
  org: z.string(),
  space: z.string(),
  /** Names of the workflow service instances in that space. */
  instances: z.array(z.string()),
});
export type CfTarget = z.infer<typeof CfTarget>;

/** Whether commands can be run from here. `words` says why not, or what was found. */
export const CfState = z.object({
  isInstalled: z.boolean(),
  version: z.string().nullable(),
  target: CfTarget.nullable(),
  words: z.string(),
});
export type CfState = z.infer<typeof CfState>;

/** What happens while an update of a service instance is applied, as it happens. */
export const ApplyEvent = z.discriminatedUnion('kind', [
  /** A command about to run, quoted as one would type it. */
  z.object({ kind: z.literal('command'), text: z.string() }),
  /** A line a program printed; nothing of it is kept. */
  z.object({ kind: z.literal('line'), stream: z.enum(['stdout', 'stderr']), text: z.string() }),
  z.object({ kind: z.literal('waiting'), words: z.string() }),
  z.object({ kind: z.literal('token-renewed'), authorities: z.array(z.string()) }),
  /** `missing` are the authorities asked for that the new token does not carry. */
  z.object({ kind: z.literal('done'), missing: z.array(z.string()), words: z.string() }),
  z.object({
    kind: z.literal('failed'),
    words: z.string(),
    mend: z.string(),
    /** `other-instance`: its id is not the one the connection's key names, and nothing was changed. */
    reason: z.enum(['other-instance']).optional(),
  }),
]);
export type ApplyEvent = z.infer<typeof ApplyEvent>;
