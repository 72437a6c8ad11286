import { z } from 'zod';

/**
 * A harmless call, or a few, that tell causes apart:
 * - `list-definitions`: GET the workflow definitions with the same token
 * - `renew-token`: fetch a second token and compare its scopes with the first one's
 * - `verify-token`: check the token's signature against the keys its issuer publishes
 * - `without-credentials`: the same read once more, with nothing to prove who asks
 * - `with-credentials`: the same read once more, with the connection's own login and a fresh session
 * - `every-status`: the same list for every status there is
 * - `every-human-role`: getMyTasks for each generic human role
 * - `task-info`: getInstance, or getTaskInfo, of the task the call was about
 * - `run-history`: getHistory of the run the last start answered with
 * - `read-instance`: GET the instance with its error messages and execution log
 * - `doctor`: lookup, connect, TLS and login of the connection, step by step
 */
export const ProbeId = z.enum([
  'list-definitions',
  'renew-token',
  'verify-token',
  'without-credentials',
  'with-credentials',
  'every-status',
  'every-human-role',
  'task-info',
  'run-history',
  'read-instance',
  'doctor',
]);
export type ProbeId = z.infer<typeof ProbeId>;

/** A probe a report offers. */
export const Probe = z.object({
  id: ProbeId,
  /** What it does, as a person would say it: "List the definitions with this token". */
  text: z.string(),
  /** Ids of the causes it tells apart. */
  decides: z.array(z.string()),
});
export type Probe = z.infer<typeof Probe>;
