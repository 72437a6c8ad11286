import { z } from 'zod';

/** What the screens must know of the host. Ask for a capability, never for a platform. */
export const HostInfo = z.object({
  kind: z.enum(['desktop', 'loopback']),
  version: z.string(),
  /** Something that went wrong at start and was mended, said in a sentence each (a store set aside, a vault locked). */
  notices: z.array(z.string()),
});
export type HostInfo = z.infer<typeof HostInfo>;
