import { z } from 'zod';

export const Settings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** One deadline over the whole exchange, redirects and body included. */
  deadlineMs: z.number().int().min(1_000).max(3_600_000),
});
export type Settings = z.infer<typeof Settings>;

export const defaultSettings: Settings = { theme: 'system', deadlineMs: 60_000 };
