import { z } from 'zod';

/** The practice system for SAP Workflow as it stands now. */
export const PracticeStatus = z.object({
  isRunning: z.boolean(),
  /** `http://127.0.0.1:41873`; null while stopped. */
  baseUrl: z.string().nullable(),
  /** The connection that belongs to it; null before the first start. */
  connectionId: z.string().nullable(),
  /** Authorities of the service instance: what the next token will carry. */
  authorities: z.array(z.string()),
});
export type PracticeStatus = z.infer<typeof PracticeStatus>;
